package publish

import (
	"errors"
	"fmt"
	"path/filepath"

	"dateline/internal/ledger"
	"dateline/internal/publish/gate"
	"dateline/internal/store"
)

// keySetting holds the value by which a ledger knows its key.
const keySetting = "publish.key"

// ErrKey is a key that is not the one the ledger's pseudonyms were made with, or one that is gone.
var ErrKey = errors.New("the project's key is not the one that this ledger's pseudonyms were made with")

// Key reads the key beside a ledger, and makes one when the ledger never had any; made says that it did. Another key would give
// everybody another pseudonym and open every finding again, so that is an error unless fresh wants it.
func Key(l *ledger.Ledger, fresh bool) (key gate.Key, made bool, err error) {
	var known string
	if err := l.Read(func(r store.Reader) (err error) { known, err = r.Setting(keySetting); return err }); err != nil {
		return nil, false, err
	}
	file := filepath.Join(l.Folder(), gate.KeyFile)
	key, err = gate.ReadKey(l.Folder())
	switch {
	case gate.IsNoKey(err) && known != "" && !fresh:
		return nil, false, fmt.Errorf("%w: there is no %s; bring it back from where you keep it, or begin anew with --new-key", ErrKey, file)
	case gate.IsNoKey(err):
		if key, err = gate.NewKey(l.Folder()); err != nil {
			return nil, false, err
		}
		made = true
	case err != nil:
		return nil, false, err
	case known == key.Check():
		return key, false, nil
	case known != "" && !fresh:
		return nil, false, fmt.Errorf("%w: %s; bring the right one back, or begin anew with --new-key", ErrKey, file)
	}
	return key, made, l.Write(func(w store.Writer) error { return w.Set(keySetting, key.Check()) })
}
