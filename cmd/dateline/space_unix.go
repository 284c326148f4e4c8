//go:build unix

package main

import "golang.org/x/sys/unix"

// freeSpace is how many bytes a user may still write where a folder lies.
func freeSpace(folder string) (int64, bool) {
	var s unix.Statfs_t
	if unix.Statfs(folder, &s) != nil {
		return 0, false
	}
	return int64(s.Bavail) * int64(s.Bsize), true
}
