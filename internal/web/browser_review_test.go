package web_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/internal/record"
	"dateline/internal/round"
	"dateline/internal/store"
	"dateline/internal/web"
	"dateline/internal/web/chromium"
)

// turn presses a key that leads to another event, by loading its page or by showing what was fetched ahead.
func (v visit) turn(t *testing.T, key string) {
	t.Helper()
	before := v.text(t, "location.href")
	v.must(t, v.Press(key))
	v.must(t, v.Wait(fmt.Sprintf(`location.href !== %q && document.readyState === "complete" && document.querySelector("main")`, before)))
}

// newsroom is a room in which several people have accounts: eve is a curator, ada and ben are coders, dan sees data only.
type newsroom struct {
	room
	sessions map[string]string // cookies by name
}

func openNewsroom(t testing.TB) newsroom {
	t.Helper()
	n := newsroom{openForAccounts(t, time.Now), map[string]string{}}
	for name, role := range map[string]web.Role{"eve": web.Curator, "ada": web.Coder, "ben": web.Coder, "vic": web.Viewer, "dan": web.DataOnly} {
		secret, err := n.accounts.Invite(role)
		if err == nil {
			err = n.accounts.Join(secret, name, password)
		}
		if err == nil {
			n.sessions[name], err = n.accounts.LogIn(name, password, "test "+name)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return n
}

// as asks as one of the people.
func (n newsroom) as(t testing.TB, who, method, path, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	if method == http.MethodPost && !slices.Contains(headers, "Content-Type") {
		headers = append(headers, "Content-Type", "application/x-www-form-urlencoded")
	}
	return n.ask(t, method, path, body, append(headers, "Cookie", "dateline="+n.sessions[who])...)
}

// tabOf is a tab in which one of the people is logged in.
func (n newsroom) tabOf(t *testing.T, b *chromium.Browser, who string) visit {
	t.Helper()
	v := tab(t, b, n.room)
	v.open(t, "/login")
	v.must(t, v.Eval(fmt.Sprintf(`document.cookie = "dateline=%s; path=/"`, n.sessions[who]), nil))
	return v
}

func (n newsroom) decisions(t testing.TB) (all []record.Decision) {
	t.Helper()
	if err := n.ledger.Read(func(r store.Reader) (err error) { all, err = r.Decisions(0, 10000); return err }); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestReviewInCompany reviews with two people, and codes, measures and settles a round, in a browser.
func TestReviewInCompany(t *testing.T) {
	browser := startBrowser(t)
	n := openNewsroom(t)
	t.Run("two on one event", func(t *testing.T) { twoOnOneEvent(t, browser, n) })
	t.Run("without waiting", func(t *testing.T) { withoutWaiting(t, browser, n) })
	t.Run("keys", func(t *testing.T) { keysLeadAbout(t, browser, n) })
	t.Run("a missed event", func(t *testing.T) { addWhatWasMissed(t, browser, n) })
	t.Run("a round", func(t *testing.T) { aRound(t, browser, n) })
}

// twoOnOneEvent: each sees that the other is there, and what the other decides; a decision on what one has not seen is asked for again.
func twoOnOneEvent(t *testing.T, b *chromium.Browser, n newsroom) {
	event := string(n.first(t, store.Query{Review: record.Machine}).ID)
	ada, ben := n.tabOf(t, b, "ada"), n.tabOf(t, b, "ben")
	ada.open(t, "/review/"+event)
	ben.open(t, "/review/"+event)
	ben.must(t, ben.Wait(`document.querySelector("[data-others]").textContent.includes("ada")`))
	ada.must(t, ada.Wait(`document.querySelector("[data-others]").textContent.includes("ben")`))
	ada.turn(t, "a")
	ben.must(t, ben.Wait(`document.querySelector("[data-decided]").textContent.includes("ada")`))
	ben.press(t, "r") // whose page says why it was not saved
	if said := ben.text(t, `document.querySelector("main").innerText`); !strings.Contains(said, "not saved yet") || !strings.Contains(said, "ada") {
		t.Errorf("ben is not asked: %q", said)
	}
	if log := n.decisions(t); log[len(log)-1].By != "ada" {
		t.Errorf("ben's decision was taken: %+v", log[len(log)-1])
	}
	ben.Faults() // the browser tells of the conflict
	if axe := axeCore(t); axe != "" {
		axeFinds(t, ben, axe, "conflict", `["wcag2a", "wcag2aa"]`)
	}
	ben.press(t, "y")
	if log := n.decisions(t); log[len(log)-1].By != "ben" || log[len(log)-1].Verb != record.Reject {
		t.Errorf("ben decided nonetheless: %+v", log[len(log)-1])
	}
}

// withoutWaiting: the next event stands there soon after the key; "saved" is said when the decision is on disk, and not before.
func withoutWaiting(t *testing.T, b *chromium.Browser, n newsroom) {
	v := n.tabOf(t, b, "ada")
	v.open(t, "/review")
	var took []float64
	for range 12 {
		v.must(t, v.Wait(`ahead`))
		before := len(n.decisions(t))
		took = append(took, v.nextEvent(t))
		v.must(t, v.Wait(fmt.Sprintf(`document.querySelector("[data-saved-now]").textContent.includes("%d")`, before+1)))
		if got := len(n.decisions(t)); got != before+1 {
			t.Fatalf("%d decisions, want %d", got, before+1)
		}
	}
	slices.Sort(took)
	t.Logf("the next event after %.0f ms (median of %d; the slowest %.0f ms)", took[len(took)/2], len(took), took[len(took)-1])
	if took[len(took)/2] > 300 { // the goal is 100 ms on a machine that does nothing else
		t.Errorf("the next event takes %.0f ms", took[len(took)/2])
	}
	v.press(t, "u")
	if log := n.decisions(t); log[len(log)-1].Verb != record.Undo {
		t.Errorf("u led to %+v", log[len(log)-1])
	}
}

// keysLeadAbout: words are chosen and corrected without a pointer, and the keys of a merge and a split go on to other events and tellings.
func keysLeadAbout(t *testing.T, b *chromium.Browser, n newsroom) {
	v := n.tabOf(t, b, "ada")
	v.open(t, "/review/"+string(n.first(t, store.Query{Sort: "reports"}).ID))
	v.must(t, v.Press("c"))
	v.must(t, v.Wait(`document.activeElement.matches("[data-words]")`))
	v.must(t, v.Press("ArrowRight"))
	v.must(t, v.Press("ArrowRight"))
	v.must(t, v.Press("ArrowLeft"))
	words := v.text(t, "getSelection().toString().trim()")
	if got := v.text(t, `document.activeElement.parentElement.querySelector(".correct input[name=value]").value`); words == "" || got != words {
		t.Errorf("the arrows chose %q, and the field has %q", words, got)
	}
	v.must(t, v.Press("Enter"))
	v.must(t, v.Wait(`document.activeElement.name === "field"`))
	v.must(t, v.Eval(`(() => { document.activeElement.value = "initiator"; document.activeElement.form.querySelector("button").focus(); })()`, nil))
	v.press(t, "Enter")
	if log := n.decisions(t); log[len(log)-1].Verb != record.Correct || log[len(log)-1].New != words {
		t.Errorf("corrected: %+v", log[len(log)-1])
	}
	v.press(t, "u")
	where := func(key string) string {
		return v.text(t, `String([...document.querySelectorAll(".side > .telling, .candidates > li")].findIndex((p) => p.querySelector("[data-key=`+key+`]")))`)
	}
	before := where("x")
	v.must(t, v.Press("t"))
	if after := where("x"); after == before || after == "-1" {
		t.Errorf("t leaves the key of the split at %s", after)
	}
	v.press(t, "x")
	if said := v.text(t, `document.querySelector("main").innerText`); !strings.Contains(said, "Nothing is saved yet") {
		t.Errorf("no preview of a split: %q", said)
	}
}

// addByKeyboard adds a missing event from a page that leads to it by a key, without a pointer: words, then questions. It gives the words.
func (v visit) addByKeyboard(t *testing.T, act string) string {
	t.Helper()
	v.turn(t, "e")
	if axe := axeCore(t); axe != "" {
		path := v.text(t, "location.pathname + location.search")
		onePage(t, v, axe, path)
		v.must(t, v.Show(chromium.Look{Width: 1280, Height: 900}))
	}
	v.must(t, v.Press("c"))
	v.must(t, v.Wait(`document.activeElement.matches("[data-take]")`))
	for range 9 {
		v.must(t, v.Press("ArrowRight"))
	}
	words := v.text(t, "getSelection().toString().trim()")
	if got := v.text(t, `document.getElementById("words").value`); words == "" || got != words {
		t.Errorf("the arrows chose %q, and the field has %q", words, got)
	}
	body := v.text(t, `document.querySelector("[data-take]").textContent`)
	if start := v.text(t, `document.querySelector("[name=start]").value`); words != "" && !strings.Contains(body, words) || start == "-1" {
		t.Errorf("%q is said to begin at %s", words, start)
	}
	v.must(t, v.Press("Enter"))
	v.must(t, v.Wait(`document.activeElement.id === "act"`))
	v.must(t, v.Eval(`(() => { document.getElementById("act").value = "`+act+`"; document.getElementById("realisation").value = "happened"; })()`, nil))
	v.must(t, v.Press("Escape"))
	v.turn(t, "s")
	return words
}

// addWhatWasMissed adds an event from the review of another, and takes it back.
func addWhatWasMissed(t *testing.T, b *chromium.Browser, n newsroom) {
	v := n.tabOf(t, b, "ada")
	v.open(t, "/review/"+string(n.first(t, store.Query{Sort: "reports"}).ID))
	words := v.addByKeyboard(t, "strike")
	log := n.decisions(t)
	if last := log[len(log)-1]; last.Verb != record.Add || last.Field != words || last.By != "ada" {
		t.Fatalf("added: %+v", last)
	}
	if said := v.text(t, `document.querySelector("main").innerText`); !strings.Contains(said, words) || !strings.Contains(v.text(t, "location.pathname"), "/review/e-") {
		t.Errorf("the event that was added: %q", said)
	}
	v.press(t, "u")
	if log := n.decisions(t); log[len(log)-1].Verb != record.Undo || v.text(t, `String(!!document.querySelector("article[data-event]"))`) != "true" {
		t.Errorf("taken back: %+v", log[len(log)-1])
	}
}

// aRound draws a round on the pages, codes it with two people by keyboard, closes and settles it.
func aRound(t *testing.T, b *chromium.Browser, n newsroom) {
	eve := n.tabOf(t, b, "eve")
	eve.open(t, "/rounds")
	eve.must(t, eve.After(func() error {
		return eve.Eval(`(() => { const f = document.querySelector("form.terms"); f.elements.size.value = 1; f.elements.seed.value = 11; f.elements.name.value = "first look";
			for (const c of f.querySelectorAll("[name=coder]")) c.checked = ["ada", "ben"].includes(c.value); f.elements.hide.checked = true; f.requestSubmit(); })()`, nil)
	}))
	if at := eve.text(t, "location.pathname"); at != "/rounds/1" {
		t.Fatalf("drawing led to %s", at)
	}
	ada, ben := n.tabOf(t, b, "ada"), n.tabOf(t, b, "ben")
	units := codeByKeyboard(t, ada, "1 arrest")
	if again := codeByKeyboard(t, ben, "2"); again != units {
		t.Errorf("%d and %d units", units, again)
	}
	ada.open(t, "/rounds/1/units/1")
	words := ada.addByKeyboard(t, "strike")
	ben.open(t, "/rounds/1/units/1")
	for who, v := range map[string]visit{"ada": ada, "ben": ben} {
		if said := v.text(t, `document.querySelector("form.answers").innerText`); strings.Contains(said, "Events that you added") != (who == "ada") || who == "ada" && !strings.Contains(said, words) {
			t.Errorf("%s sees %q", who, said)
		}
	}
	eve.open(t, "/rounds/1")
	eve.must(t, eve.After(func() error { return eve.Eval(`document.querySelector("form[action$=close]").requestSubmit()`, nil) }))
	if said := eve.text(t, `document.querySelector(".alphas").innerText`); !strings.Contains(said, "Do these words tell an event?") || !strings.Contains(said, "Told at all") {
		t.Errorf("no agreement: %q", said)
	}
	settleByKeyboard(t, eve, n)
	if axe := axeCore(t); axe != "" {
		for _, path := range []string{"/rounds", "/rounds/1", "/rounds/1/differences", "/rounds/1/differences/1"} {
			t.Run(path, func(t *testing.T) { onePage(t, eve, axe, path) })
		}
	}
}

// codeByKeyboard answers every unit: keys, then the act where there is one. It returns how many units there were.
func codeByKeyboard(t *testing.T, v visit, answer string) (units int) {
	t.Helper()
	key, act, _ := strings.Cut(answer, " ")
	v.open(t, "/rounds/1/units")
	if axe := axeCore(t); axe != "" && act != "" {
		onePage(t, v, axe, v.text(t, "location.pathname"))
		v.must(t, v.Show(chromium.Look{Width: 1280, Height: 900}))
	}
	for v.text(t, `String(!!document.querySelector("[data-coding]"))`) == "true" {
		if units++; units > 60 {
			t.Fatal("the units do not end")
		}
		v.must(t, v.Press(key))
		if act != "" {
			v.must(t, v.Press("f"))
			v.must(t, v.Wait(`document.activeElement.id === "act"`))
			v.must(t, v.Eval(`(() => { document.getElementById("act").value = "`+act+`"; document.getElementById("realisation").value = "happened"; })()`, nil))
			v.takeWords(t)
			v.must(t, v.Eval(`document.getElementById("act").focus()`, nil))
			v.must(t, v.Press("Escape"))
		}
		v.turn(t, "s")
	}
	if said := v.text(t, `document.querySelector("main").innerText`); !strings.Contains(said, "You have answered everything") {
		t.Errorf("after the last unit: %q", said)
	}
	return units
}

// takeWords selects the words of the unit for the field of who did it.
func (v visit) takeWords(t *testing.T) {
	t.Helper()
	v.must(t, v.Eval(`(() => { document.getElementById("initiator").focus(); const range = document.createRange(); range.selectNodeContents(document.getElementById("unit"));
		getSelection().removeAllRanges(); getSelection().addRange(range); document.querySelector("[data-take]").dispatchEvent(new Event("keyup", {bubbles: true})); })()`, nil))
	if got, want := v.text(t, `document.getElementById("initiator").value`), v.text(t, `document.getElementById("unit").textContent.trim()`); got != want {
		t.Errorf("selecting %q gives %q", want, got)
	}
}

// settleByKeyboard takes all answers of one coder for the first difference, and finds them in the ledger.
func settleByKeyboard(t *testing.T, v visit, n newsroom) {
	t.Helper()
	v.open(t, "/rounds/1/differences")
	v.must(t, v.After(func() error { return v.Eval(`document.querySelector(".differlist a").click()`, nil) }))
	account := record.AccountID(v.text(t, `document.querySelector("[name=account]").value`))
	v.must(t, v.Press("2")) // ben's
	v.must(t, v.Press("f"))
	v.must(t, v.Eval(`document.activeElement.value = "no event: a headline only"`, nil))
	v.must(t, v.Press("Escape"))
	v.press(t, "s")
	log := n.decisions(t)
	last := log[len(log)-1]
	if last.Verb != record.Adjudicate || last.By != "eve" || last.Subjects[0] != string(account) || log[len(log)-2].Verb != record.Reject {
		t.Errorf("settled by %+v", last)
	}
	err := n.ledger.Read(func(r store.Reader) error {
		of, err := round.Find(r, 1)
		if err == nil && of.Open() {
			t.Error("the round is open")
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
