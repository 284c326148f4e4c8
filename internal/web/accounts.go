package web

import (
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// Accounts are the people who may use a server, kept in one file that only its owner reads. It holds no password, session or
// invitation, only what tells that one is right. It is safe for many goroutines.
type Accounts struct {
	file  string
	now   func() time.Time
	turns int // of PBKDF2 for new passwords

	mu       sync.Mutex
	kept     kept
	sessions map[[32]byte]*session // by the hash of their token; they end with the program
	failures map[string][]time.Time
	slow     chan struct{} // how many passwords are compared at once
}

// kept is what the file holds.
type kept struct {
	People      []account
	Invitations []invitation
}

type account struct {
	Name  string
	Role  Role
	Salt  []byte
	Hash  []byte // PBKDF2 with HMAC-SHA-256 of the password
	Turns int    // of PBKDF2
}

// invitation lets one person choose a name and a password, once.
type invitation struct {
	Hash  []byte // SHA-256 of its token
	Role  Role
	Until time.Time
}

type session struct {
	name        string
	begun, seen time.Time
}

// The limits of logging in.
const (
	turns           = 600_000 // OWASP, Password Storage Cheat Sheet, for PBKDF2-HMAC-SHA256
	leastPassword   = 12      // characters
	longestPassword = 256
	idleSession     = time.Hour
	longestSession  = 12 * time.Hour
	mostFailures    = 10 // within failuresWithin, of one name or one address
	failuresWithin  = 15 * time.Minute
	invitedFor      = 48 * time.Hour
)

// The errors of logging in and of invitations.
var (
	ErrWrong    = errors.New("wrong name or password")
	ErrTooOften = errors.New("too many failures; wait a quarter of an hour")
	ErrInvited  = errors.New("this invitation does not hold: it was used, or is too old")
	ErrName     = errors.New("a name has 1 to 40 letters, digits, dots or hyphens, and nobody else has it")
	ErrPassword = errors.New("a password has 12 characters at least")
)

// OpenAccounts reads the accounts of a file, which need not be there.
func OpenAccounts(file string, now func() time.Time) (*Accounts, error) {
	a := &Accounts{file: file, now: now, turns: turns, sessions: map[[32]byte]*session{}, failures: map[string][]time.Time{}, slow: make(chan struct{}, 2)}
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return a, nil
	}
	if err != nil {
		return nil, err
	}
	return a, json.Unmarshal(data, &a.kept)
}

// Empty reports whether nobody has an account.
func (a *Accounts) Empty() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.kept.People) == 0
}

// save writes the file whole, or leaves it as it was.
func (a *Accounts) save() error {
	data, err := json.MarshalIndent(a.kept, "", "\t")
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(a.file), ".accounts-*") // mode 0600
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), a.file)
	}
	if err != nil {
		os.Remove(file.Name())
	}
	return err
}

// token makes a secret that cannot be guessed, and its hash.
func token() (string, [32]byte) {
	secret := make([]byte, 32)
	rand.Read(secret) // never fails
	text := base64.RawURLEncoding.EncodeToString(secret)
	return text, sha256.Sum256([]byte(text))
}

// Invite gives a token with which one person can make an account.
func (a *Accounts) Invite(role Role) (string, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !slices.Contains(roles, role) {
		return "", errText("no such role")
	}
	secret, hash := token()
	now := a.now()
	a.kept.Invitations = slices.DeleteFunc(a.kept.Invitations, func(i invitation) bool { return now.After(i.Until) })
	a.kept.Invitations = append(a.kept.Invitations, invitation{hash[:], role, now.Add(invitedFor)})
	return secret, a.save()
}

// Join makes an account for who holds an invitation, which ends with it.
func (a *Accounts) Join(invited, name, password string) error {
	if n := utf8.RuneCountInString(password); n < leastPassword || len(password) > longestPassword {
		return ErrPassword
	}
	made, err := a.derive(account{Name: name}, password)
	if err != nil {
		return err
	}
	hash := sha256.Sum256([]byte(invited))
	a.mu.Lock()
	defer a.mu.Unlock()
	at := slices.IndexFunc(a.kept.Invitations, func(i invitation) bool { return subtle.ConstantTimeCompare(i.Hash, hash[:]) == 1 })
	if at < 0 || a.now().After(a.kept.Invitations[at].Until) {
		return ErrInvited
	}
	if !nameFits(name) || a.find(name) >= 0 {
		return ErrName
	}
	made.Role = a.kept.Invitations[at].Role
	before := a.kept
	a.kept.Invitations = slices.Delete(slices.Clone(a.kept.Invitations), at, at+1)
	a.kept.People = append(slices.Clone(a.kept.People), made)
	if err := a.save(); err != nil {
		a.kept = before
		return err
	}
	return nil
}

func nameFits(name string) bool {
	bad := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '-' }
	return name != "" && utf8.RuneCountInString(name) <= 40 && strings.IndexFunc(name, bad) < 0
}

// find gives the place of an account among the people; -1 where there is none. Capitals do not tell two names apart.
func (a *Accounts) find(name string) int {
	return slices.IndexFunc(a.kept.People, func(p account) bool { return strings.EqualFold(p.Name, name) })
}

// derive sets the salt and the hash of a password; with a salt, only the hash.
func (a *Accounts) derive(p account, password string) (account, error) {
	a.slow <- struct{}{}
	defer func() { <-a.slow }()
	if p.Salt == nil {
		p.Salt, p.Turns = make([]byte, 16), a.turns
		rand.Read(p.Salt)
	}
	var err error
	p.Hash, err = pbkdf2.Key(sha256.New, password, p.Salt, p.Turns, 32)
	return p, err
}

// LogIn gives the token of a new session. from is the address of who asks. A name that nobody has takes as long as a wrong password.
func (a *Accounts) LogIn(name, password, from string) (string, error) {
	keys := []string{"name " + strings.ToLower(name), "from " + from}
	a.mu.Lock()
	often := a.often(keys)
	known := account{Name: "\x00"}
	if at := a.find(name); at >= 0 {
		known = a.kept.People[at]
	}
	a.mu.Unlock()
	if often {
		return "", ErrTooOften
	}
	tried, err := a.derive(account{Name: known.Name, Salt: known.Salt, Turns: known.Turns}, password[:min(len(password), longestPassword+1)])
	if err != nil {
		return "", err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if subtle.ConstantTimeCompare(tried.Hash, known.Hash) != 1 || known.Name == "\x00" {
		for _, key := range keys {
			a.failures[key] = append(a.failures[key], a.now())
		}
		return "", ErrWrong
	}
	delete(a.failures, keys[0])
	secret, hash := token()
	a.sessions[hash] = &session{known.Name, a.now(), a.now()}
	return secret, nil
}

// often reports whether a name or an address has failed too often, and forgets what is long ago.
func (a *Accounts) often(keys []string) bool {
	since := a.now().Add(-failuresWithin)
	for key, times := range a.failures {
		if a.failures[key] = slices.DeleteFunc(times, func(t time.Time) bool { return t.Before(since) }); len(a.failures[key]) == 0 {
			delete(a.failures, key)
		}
	}
	return slices.ContainsFunc(keys, func(key string) bool { return len(a.failures[key]) >= mostFailures })
}

// Who gives the person of a session, with the role that the person has now.
func (a *Accounts) Who(secret string) (who person, in bool) {
	hash := sha256.Sum256([]byte(secret))
	a.mu.Lock()
	defer a.mu.Unlock()
	s := a.sessions[hash]
	if s == nil {
		return who, false
	}
	now, at := a.now(), a.find(s.name)
	if at < 0 || now.Sub(s.begun) > longestSession || now.Sub(s.seen) > idleSession {
		delete(a.sessions, hash)
		return who, false
	}
	s.seen = now
	return person{a.kept.People[at].Name, a.kept.People[at].Role}, true
}

// LogOut ends a session.
func (a *Accounts) LogOut(secret string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.sessions, sha256.Sum256([]byte(secret)))
}

// People lists who has an account.
func (a *Accounts) People() (all []person) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, p := range a.kept.People {
		all = append(all, person{p.Name, p.Role})
	}
	return all
}

// SetRole changes what somebody may do, from the next request on; an empty role takes the account away. One admin must stay.
func (a *Accounts) SetRole(name string, role Role) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	at := a.find(name)
	if at < 0 || (role != "" && !slices.Contains(roles, role)) {
		return errText("no such account or role")
	}
	before := a.kept
	a.kept.People = slices.Clone(a.kept.People)
	if a.kept.People[at].Role = role; role == "" {
		a.kept.People = slices.Delete(a.kept.People, at, at+1)
	}
	err := error(errText("one admin must stay"))
	if slices.ContainsFunc(a.kept.People, func(p account) bool { return p.Role == Admin }) {
		err = a.save()
	}
	if err != nil {
		a.kept = before
	}
	return err
}
