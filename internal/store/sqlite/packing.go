package sqlite

import (
	_ "embed"
	"errors"

	"github.com/klauspost/compress/zstd"
)

// The dictionaries that bytes are packed with (tools/dictionary). A packed frame says which it needs; one of a program before them needs
// none. None is ever altered or taken out, since files hold frames that need it: a better one gets a number of its own.
var (
	//go:embed dictionary/text-1.bin
	textDictionary []byte
	//go:embed dictionary/reading-1.bin
	readingDictionary []byte
)

const (
	textNumber    = 1
	readingNumber = 2
)

// packing packs texts and readings, and unpacks both.
type packing struct {
	texts, readings *zstd.Encoder
	unpack          *zstd.Decoder
}

func newPacking() (p packing, err error) {
	p.texts, err = encoder(textNumber, textDictionary)
	if err != nil {
		return p, err
	}
	if p.readings, err = encoder(readingNumber, readingDictionary); err != nil {
		return p, err
	}
	p.unpack, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0),
		zstd.WithDecoderDictRaw(textNumber, textDictionary), zstd.WithDecoderDictRaw(readingNumber, readingDictionary))
	return p, err
}

// encoder takes the fastest level: with a dictionary the slower ones save a few bytes in a hundred and take twice the time.
func encoder(number uint32, dictionary []byte) (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderDictRaw(number, dictionary))
}

// close frees what packing holds.
func (p packing) close() error {
	if p.unpack == nil {
		return nil
	}
	p.unpack.Close()
	return errors.Join(p.texts.Close(), p.readings.Close())
}
