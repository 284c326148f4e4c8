// Package chromium drives a headless Chromium over the DevTools protocol, for tests of pages. It speaks over a pipe
// (--remote-debugging-pipe): messages in JSON, each ended by a zero byte, so that no port is open and no library is needed.
package chromium

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"
)

// names are the commands under which systems have Chromium.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// Find gives the path of a Chromium on this machine: the one that CHROMIUM names, else the first on the path.
func Find() (string, error) {
	if named := os.Getenv("CHROMIUM"); named != "" {
		return named, nil
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chromium on this machine")
}

// patience is how long the browser may take for one answer: axe-core on a long page takes a minute on a machine that is very busy.
const patience = 3 * time.Minute

// Browser is a running Chromium with a profile of its own.
type Browser struct {
	command *exec.Cmd
	to      io.WriteCloser
	profile string

	mu      sync.Mutex
	last    int
	waiting map[int]chan message
	tabs    map[string]*Tab // by session
	gone    error
}

// message is one message of the protocol, in either direction.
type message struct {
	ID      int             `json:"id,omitempty"`
	Session string          `json:"sessionId,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  json.RawMessage `json:"params,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   *struct {
		Message string `json:"message"`
	} `json:"error,omitempty"`
}

// Start runs the Chromium at a path. Close ends it.
func Start(path string) (*Browser, error) {
	profile, err := os.MkdirTemp("", "dateline-chromium-")
	if err != nil {
		return nil, err
	}
	b := &Browser{profile: profile, waiting: map[int]chan message{}, tabs: map[string]*Tab{}}
	if err := b.run(path); err != nil {
		os.RemoveAll(profile)
		return nil, err
	}
	return b, nil
}

func (b *Browser) run(path string) error {
	theirIn, ourOut, err := os.Pipe()
	if err != nil {
		return err
	}
	ourIn, theirOut, err := os.Pipe()
	if err != nil {
		return errors.Join(err, theirIn.Close(), ourOut.Close())
	}
	b.command = exec.Command(path, "--headless=new", "--no-sandbox", "--remote-debugging-pipe", "--user-data-dir="+b.profile, "--disable-gpu",
		"--disable-dev-shm-usage", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-component-update",
		"--disable-sync", "--hide-scrollbars", "--force-color-profile=srgb", "--lang=en", "about:blank")
	b.command.ExtraFiles = []*os.File{theirIn, theirOut} // descriptors 3 and 4, as the protocol has it
	b.to = ourOut
	err = b.command.Start()
	theirIn.Close()
	theirOut.Close()
	if err != nil {
		return errors.Join(err, ourOut.Close(), ourIn.Close())
	}
	go b.listen(ourIn)
	return nil
}

// listen hands answers to those who wait for them and events to their tabs.
func (b *Browser) listen(from io.ReadCloser) {
	defer from.Close()
	in := bufio.NewReader(from)
	for {
		line, err := in.ReadBytes(0)
		if err != nil {
			b.end(err)
			return
		}
		var m message
		if json.Unmarshal(line[:len(line)-1], &m) != nil {
			continue
		}
		b.mu.Lock()
		answer, tab := b.waiting[m.ID], b.tabs[m.Session]
		delete(b.waiting, m.ID)
		b.mu.Unlock()
		switch {
		case m.ID != 0 && answer != nil:
			answer <- m
		case m.Method != "" && tab != nil:
			tab.event(m)
		}
	}
}

func (b *Browser) end(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.gone = fmt.Errorf("the browser has ended: %w", err)
	for id, answer := range b.waiting {
		close(answer)
		delete(b.waiting, id)
	}
}

// call sends a command and waits for its answer.
func (b *Browser) call(session, method string, params, result any) error {
	packed, err := json.Marshal(params)
	if err != nil {
		return err
	}
	answer, err := b.send(message{Session: session, Method: method, Params: packed})
	if err != nil {
		return err
	}
	select {
	case m, here := <-answer:
		switch {
		case !here:
			return fmt.Errorf("%s: the browser has ended", method)
		case m.Error != nil:
			return fmt.Errorf("%s: %s", method, m.Error.Message)
		case result == nil:
			return nil
		}
		return json.Unmarshal(m.Result, result)
	case <-time.After(patience):
		return fmt.Errorf("%s: no answer within %v", method, patience)
	}
}

func (b *Browser) send(m message) (<-chan message, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.gone != nil {
		return nil, b.gone
	}
	b.last++
	m.ID = b.last
	line, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	answer := make(chan message, 1)
	b.waiting[m.ID] = answer
	_, err = b.to.Write(append(line, 0))
	return answer, err
}

// Close ends the browser and takes its profile away.
func (b *Browser) Close() error {
	b.to.Close() // a browser whose pipe closes ends by itself
	ended := make(chan error, 1)
	go func() { ended <- b.command.Wait() }()
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		b.command.Process.Kill()
		<-ended
	}
	return os.RemoveAll(b.profile)
}
