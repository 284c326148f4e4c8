package learn

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"unicode"

	"dateline/internal/syntax/net"
)

// readRaw reads plain text to draw word classes from, and gives its sentences in plain forms. In a .jsonl file each line is a
// JSON object with the text in "text"; of a .csv file only the first column counts.
func readRaw(path string) ([][]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 64<<20)
	var all [][]string
	for lines.Scan() {
		content := lines.Text()
		if strings.HasSuffix(path, ".jsonl") {
			var item struct{ Text string }
			if err := json.Unmarshal(lines.Bytes(), &item); err != nil {
				return nil, err
			}
			content = item.Text
		}
		if strings.HasSuffix(path, ".csv") {
			content, _, _ = strings.Cut(strings.TrimPrefix(content, `"`), ",2")
		}
		for line := range strings.SplitSeq(content, "\n") {
			all = append(all, rawSentences(line)...)
		}
	}
	return all, lines.Err()
}

// rawSentences splits a line roughly as the treebanks do: letters, digits and signs apart, contractions cut, and a new sentence
// after a full stop, exclamation or question mark.
func rawSentences(line string) [][]string {
	var all [][]string
	var now []string
	for field := range strings.FieldsSeq(line) {
		now = append(now, rawWords(net.Plain(field))...)
		if n := len(now); n > 0 && strings.Contains(".!?", now[n-1]) {
			all, now = append(all, now), nil
		}
	}
	if len(now) > 0 {
		all = append(all, now)
	}
	return all
}

// contractions end words and are words of their own. The French ones begin words.
var contractions = []string{"n't", "'s", "'ll", "'re", "'ve", "'m", "'d"}

func rawWords(field string) []string {
	var words []string
	runes := []rune(field)
	for i := 0; i < len(runes); {
		j := i + 1
		if inWord(runes[i]) {
			for j < len(runes) && (inWord(runes[j]) || j+1 < len(runes) && strings.ContainsRune("'.,", runes[j]) && inWord(runes[j+1])) {
				j++
			}
		}
		words = append(words, cutContraction(string(runes[i:j]))...)
		i = j
	}
	return words
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func cutContraction(word string) []string {
	for _, c := range contractions {
		if at := len(word) - len(c); at > 0 && strings.EqualFold(word[at:], c) {
			return []string{word[:at], word[at:]}
		}
	}
	if at := strings.IndexByte(word, '\''); at >= 0 && at <= 2 && at+1 < len(word) {
		return []string{word[:at+1], word[at+1:]}
	}
	return []string{word}
}

// eachText calls do with the text of each line of a file of JSON Lines.
func eachText(path string, do func(body string)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var item struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &item); err != nil {
			return err
		}
		do(item.Text)
	}
	return lines.Err()
}
