package chromium

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Tab is one page in the browser, with cookies of its own. It notes what the page asks for and what goes wrong in it.
type Tab struct {
	browser          *Browser
	session, context string

	mu       sync.Mutex
	loaded   chan struct{}
	requests []string
	faults   []string
}

// Open opens an empty tab.
func (b *Browser) Open() (*Tab, error) {
	var made struct{ BrowserContextID, TargetID, SessionID string }
	if err := b.call("", "Target.createBrowserContext", struct{}{}, &made); err != nil {
		return nil, err
	}
	if err := b.call("", "Target.createTarget", map[string]any{"url": "about:blank", "browserContextId": made.BrowserContextID}, &made); err != nil {
		return nil, err
	}
	if err := b.call("", "Target.attachToTarget", map[string]any{"targetId": made.TargetID, "flatten": true}, &made); err != nil {
		return nil, err
	}
	t := &Tab{browser: b, session: made.SessionID, context: made.BrowserContextID, loaded: make(chan struct{}, 16)}
	b.mu.Lock()
	b.tabs[t.session] = t
	b.mu.Unlock()
	for _, domain := range []string{"Page", "Runtime", "Network", "Log"} {
		if err := t.call(domain+".enable", struct{}{}, nil); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// Close closes the tab and forgets its cookies.
func (t *Tab) Close() error {
	return t.browser.call("", "Target.disposeBrowserContext", map[string]any{"browserContextId": t.context}, nil)
}

func (t *Tab) call(method string, params, result any) error {
	return t.browser.call(t.session, method, params, result)
}

// event notes what happens in the page.
func (t *Tab) event(m message) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch m.Method {
	case "Page.loadEventFired":
		select {
		case t.loaded <- struct{}{}:
		default:
		}
	case "Network.requestWillBeSent":
		var sent struct{ Request struct{ URL string } }
		if json.Unmarshal(m.Params, &sent) == nil {
			t.requests = append(t.requests, sent.Request.URL)
		}
	case "Runtime.exceptionThrown":
		t.faults = append(t.faults, "exception: "+string(m.Params))
	case "Log.entryAdded":
		var entry struct {
			Entry struct{ Level, Text, URL string }
		}
		if json.Unmarshal(m.Params, &entry) == nil && (entry.Entry.Level == "error" || entry.Entry.Level == "warning") {
			t.faults = append(t.faults, entry.Entry.Text+" "+entry.Entry.URL)
		}
	case "Runtime.consoleAPICalled":
		var said struct {
			Type string
			Args json.RawMessage
		}
		if json.Unmarshal(m.Params, &said) == nil && (said.Type == "error" || said.Type == "warning" || said.Type == "assert") {
			t.faults = append(t.faults, "console."+said.Type+": "+string(said.Args))
		}
	}
}

// Requests gives the addresses that the pages of this tab have asked for, and Faults what went wrong in them: errors on the
// console, exceptions, and what their policy refused. Both forget what they gave.
func (t *Tab) Requests() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := t.requests
	t.requests = nil
	return all
}

// Faults: see Requests.
func (t *Tab) Faults() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := t.faults
	t.faults = nil
	return all
}

// Go opens an address and waits until it is loaded.
func (t *Tab) Go(address string) error {
	return t.After(func() error {
		var answer struct{ ErrorText string }
		if err := t.call("Page.navigate", map[string]any{"url": address}, &answer); err != nil {
			return err
		}
		if answer.ErrorText != "" {
			return errors.New(address + ": " + answer.ErrorText)
		}
		return nil
	})
}

// After does something that opens another page, and waits until that is loaded.
func (t *Tab) After(f func() error) error {
	for len(t.loaded) > 0 {
		<-t.loaded
	}
	if err := f(); err != nil {
		return err
	}
	select {
	case <-t.loaded:
		return nil
	case <-time.After(patience):
		return fmt.Errorf("no page was loaded within %v", patience)
	}
}

// Eval runs an expression of JavaScript in the page, waits for what it promises, and reads its value as JSON.
func (t *Tab) Eval(expression string, into any) error {
	var answer struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct {
			Text      string
			Exception struct{ Description string }
		}
	}
	err := t.call("Runtime.evaluate", map[string]any{"expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true}, &answer)
	if err != nil {
		return err
	}
	if fault := answer.ExceptionDetails; fault != nil {
		return errors.New(fault.Text + " " + fault.Exception.Description)
	}
	if into == nil || len(answer.Result.Value) == 0 {
		return nil
	}
	return json.Unmarshal(answer.Result.Value, into)
}

// Wait waits until an expression is true.
func (t *Tab) Wait(expression string) error {
	for end := time.Now().Add(patience / 2); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var is bool
		if err := t.Eval("!!("+expression+")", &is); err == nil && is {
			return nil
		}
	}
	return fmt.Errorf("never true: %s", expression)
}

// Press presses one key: a letter, or a key by its name (Tab, Enter, Escape, ArrowLeft).
func (t *Tab) Press(key string) error {
	down := map[string]any{"type": "keyDown", "key": key}
	if len([]rune(key)) == 1 {
		down["text"] = key
	} else {
		down["code"] = key
		down["windowsVirtualKeyCode"] = map[string]int{"Tab": 9, "Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}[key]
		if key == "Enter" {
			down["text"] = "\r"
		}
	}
	if err := t.call("Input.dispatchKeyEvent", down, nil); err != nil {
		return err
	}
	return t.call("Input.dispatchKeyEvent", map[string]any{"type": "keyUp", "key": key}, nil)
}

// Shift is the modifier of a mouse event.
const Shift = 8

// Drag drags the mouse from one point of the window to another, in CSS pixels.
func (t *Tab) Drag(x1, y1, x2, y2 float64, modifiers int) error {
	for _, step := range []struct {
		kind string
		x, y float64
	}{{"mouseMoved", x1, y1}, {"mousePressed", x1, y1}, {"mouseMoved", (x1 + x2) / 2, (y1 + y2) / 2}, {"mouseMoved", x2, y2}, {"mouseReleased", x2, y2}} {
		event := map[string]any{"type": step.kind, "x": step.x, "y": step.y, "button": "left", "buttons": 1, "clickCount": 1, "modifiers": modifiers}
		if err := t.call("Input.dispatchMouseEvent", event, nil); err != nil {
			return err
		}
	}
	return nil
}

// Look is how a page is looked at.
type Look struct {
	Width, Height int
	Zoom          float64 // 0 means 1
	Dark, Print   bool
}

// Show sets how the tab is looked at.
func (t *Tab) Show(l Look) error {
	scheme, media := "light", "screen"
	if l.Dark {
		scheme = "dark"
	}
	if l.Print {
		media = "print"
	}
	zoom := max(l.Zoom, 1)
	err := t.call("Emulation.setDeviceMetricsOverride", map[string]any{
		"width": int(float64(l.Width) / zoom), "height": int(float64(l.Height) / zoom), "deviceScaleFactor": zoom, "mobile": false}, nil)
	if err != nil {
		return err
	}
	return t.call("Emulation.setEmulatedMedia", map[string]any{"media": media, "features": []map[string]string{
		{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}}}, nil)
}

// Picture takes a picture of the window as PNG, or of the whole page.
func (t *Tab) Picture(whole bool) (png []byte, err error) {
	var taken struct{ Data []byte }
	err = t.call("Page.captureScreenshot", map[string]any{"format": "png", "captureBeyondViewport": whole, "optimizeForSpeed": false}, &taken)
	return taken.Data, err
}
