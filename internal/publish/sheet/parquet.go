package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// goTypes are the Go types that the kinds are kept as.
var goTypes = map[Kind]reflect.Type{Text: reflect.TypeFor[string](), Whole: reflect.TypeFor[int64](), Decimal: reflect.TypeFor[float64](), Flag: reflect.TypeFor[bool]()}

// schemaOf keeps the order of the columns, which a group of nodes would sort by name. Cells other than text may be null.
func schemaOf(columns []Column) *parquet.Schema {
	fields := make([]reflect.StructField, len(columns))
	for i, c := range columns {
		tag := c.Name
		if c.Kind != Text {
			tag += ",optional"
		}
		fields[i] = reflect.StructField{Name: "C" + strconv.Itoa(i), Type: goTypes[c.Kind], Tag: reflect.StructTag(`parquet:"` + tag + `"`)}
	}
	return parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface())
}

type parquetWriter struct {
	*parquet.Writer
	columns []Column
}

func newParquet(w io.Writer, columns []Column) *parquetWriter {
	return &parquetWriter{parquet.NewWriter(w, schemaOf(columns), parquet.Compression(&zstd.Codec{})), columns}
}

func (p *parquetWriter) Write(row Row) error {
	if len(row) != len(p.columns) {
		return fmt.Errorf("a row has %d cells, its table %d columns", len(row), len(p.columns))
	}
	values := make(parquet.Row, len(row))
	for i, cell := range row {
		present := 1
		if p.columns[i].Kind == Text || cell == nil {
			present = 0
		}
		values[i] = parquet.ValueOf(cell).Level(0, present, i)
	}
	_, err := p.WriteRows([]parquet.Row{values})
	return err
}

func readParquet(r io.Reader, columns []Column, each func(Row) error) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	reader := parquet.NewReader(bytes.NewReader(data), schemaOf(columns))
	defer reader.Close()
	for rows := make([]parquet.Row, 64); ; {
		n, err := reader.ReadRows(rows)
		for _, values := range rows[:n] {
			if err := each(cellsOf(values, columns)); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func cellsOf(values parquet.Row, columns []Column) Row {
	row := make(Row, len(columns))
	for i, v := range values {
		switch {
		case v.IsNull():
		case columns[i].Kind == Text:
			row[i] = string(v.ByteArray())
		case columns[i].Kind == Whole:
			row[i] = v.Int64()
		case columns[i].Kind == Decimal:
			row[i] = v.Double()
		default:
			row[i] = v.Boolean()
		}
	}
	return row
}
