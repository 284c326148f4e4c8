package main

import (
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dateline": main})
}

// TestScripts runs the command lines in testdata/script as a user would, each script in a folder of its own.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "bytes": writeBytes, "longline": longLine,
		},
		Setup: func(env *testscript.Env) error {
			return os.WriteFile(env.WorkDir+"/binary.txt", []byte("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00"), 0o644)
		},
	})
}

// exits STATUS COMMAND... runs a command and wants that exit status.
func exits(ts *testscript.TestScript, negated bool, args []string) {
	if negated || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	var exit *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case err == nil && want != 0:
		ts.Fatalf("exit status 0, want %d", want)
	case err != nil && !errors.As(err, &exit):
		ts.Check(err)
	case err != nil && exit.ExitCode() != want:
		ts.Fatalf("exit status %d, want %d", exit.ExitCode(), want)
	}
}

// bytes FILE TEXT writes a text in which \xNN stands for a byte.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	content, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(content), 0o644))
}

// longline FILE SIZE writes a text of one line.
func longLine(ts *testscript.TestScript, _ bool, args []string) {
	const sentence = "Police arrested two men in Leeds on Thursday after a window was broken. "
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat(sentence, size/len(sentence))), 0o644))
}
