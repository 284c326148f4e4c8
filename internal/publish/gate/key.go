package gate

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"dateline/internal/whole"
)

// KeyFile is the name of the file, beside the ledger, that holds the project's key. Whoever has it can find out which name a
// pseudonym stands for by trying names; so it is no part of a ledger, and of no backup.
const KeyFile = "project.key"

const keyBytes = 32

// Key is the secret that pseudonyms are made with.
type Key []byte

// ReadKey reads the key of the project in a folder; fs.ErrNotExist when it has none.
func ReadKey(folder string) (Key, error) {
	data, err := os.ReadFile(filepath.Join(folder, KeyFile))
	if err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(data)))
	if err != nil || len(key) != keyBytes {
		return nil, fmt.Errorf("%s does not hold a key of %d bytes in hexadecimal", filepath.Join(folder, KeyFile), keyBytes)
	}
	return key, nil
}

// NewKey makes a key and its file, which only its owner can read. A key that is there already is an error (fs.ErrExist).
func NewKey(folder string) (Key, error) {
	name := filepath.Join(folder, KeyFile)
	if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
		return nil, errors.Join(err, fs.ErrExist)
	}
	key := make([]byte, keyBytes)
	rand.Read(key)
	return key, whole.Bytes(name, 0o600, []byte(hex.EncodeToString(key)+"\n"))
}

// IsNoKey reports whether there is no key yet.
func IsNoKey(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// crockford is base 32 without letters that are taken for figures.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// codeLetters is the length of a code: one of 2 to the power of 35, so that a thousand people share one once in 70,000 projects.
const codeLetters = 7

// Code names a thing without giving it away: the same for the same parts and key.
func (k Key) Code(parts ...string) string {
	mac := hmac.New(sha256.New, k)
	for _, p := range parts {
		fmt.Fprintf(mac, "%d:%s", len(p), p)
	}
	return crockford.EncodeToString(mac.Sum(nil))[:codeLetters]
}

// Check is a value by which a ledger knows the key that its pseudonyms were made with.
func (k Key) Check() string { return k.Code("check") }

// Salted is the keyed hash of a value that is erased: it proves what was there to whoever has both the value and the key.
func (k Key) Salted(value string) string {
	mac := hmac.New(sha256.New, k)
	mac.Write([]byte("erased:" + value))
	return hex.EncodeToString(mac.Sum(nil))
}
