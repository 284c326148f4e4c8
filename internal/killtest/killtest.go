// Package killtest kills tests. A test starts itself again in another process, with a folder to work in, kills that process at a moment of its
// choice, and looks at what it left:
//
//	if folder := killtest.Folder(); folder != "" {
//		work(folder) // prints a line for each thing that is done for good
//		return
//	}
//	told := killtest.After(t, folder, 7, time.Millisecond)
//	// all that was told must be there
package killtest

import (
	"bufio"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"
)

const (
	folderName = "DATELINE_KILLED" // set for the process that is to be killed
	killsName  = "DATELINE_KILLS"  // how often to kill, for more than the usual few
)

// Folder is where the process that is to be killed has to work. In the test that kills it, it is empty.
func Folder() string { return os.Getenv(folderName) }

// Kills says how often to kill: as often as the environment asks for, else as usual, and once in a short test.
func Kills(usual int) int {
	if n, err := strconv.Atoi(os.Getenv(killsName)); err == nil {
		return n
	}
	if testing.Short() {
		return 1
	}
	return usual
}

// After lets a process work until it has told so many lines and a moment more, and kills it. It returns all that it told, up to its last moment.
func After(t testing.TB, folder string, lines int, moment time.Duration) (told []string) {
	t.Helper()
	p := Start(t, folder)
	for len(told) < lines {
		line, more := p.Line()
		if !more {
			break
		}
		told = append(told, line)
	}
	go p.Kill(moment)
	for line, more := p.Line(); more; line, more = p.Line() {
		told = append(told, line)
	}
	p.Wait()
	return told
}

// Process is the test itself, run again in another process.
type Process struct {
	command *exec.Cmd
	out     *bufio.Scanner
}

// Start starts the test again, to work in a folder.
func Start(t testing.TB, folder string) *Process {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run", "^"+t.Name()+"$")
	c.Env = append(os.Environ(), folderName+"="+folder)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	return &Process{c, bufio.NewScanner(out)}
}

// Line waits for the next line that the process tells, and is false when it has ended.
func (p *Process) Line() (line string, more bool) {
	more = p.out.Scan()
	return p.out.Text(), more
}

// Kill ends the process, after a moment, without letting it finish anything.
func (p *Process) Kill(after time.Duration) {
	time.Sleep(after)
	p.command.Process.Kill()
}

// Wait waits until the process is gone.
func (p *Process) Wait() {
	_ = p.command.Wait() // it was killed
}
