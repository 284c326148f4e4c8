package web

import (
	"encoding"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// columnsOf gives the names of the fields of a struct in JSON.
func columnsOf(t reflect.Type) (names []string) {
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}

// writeCSV writes a list as a table: a column for each field, JSON in cells that hold more than a value. Cells that a spreadsheet would take for a
// formula stand behind an apostrophe.
func writeCSV(w io.Writer, answer any) error {
	page, is := answer.(paging)
	if !is {
		return badRequest{errText("only lists are given as CSV")}
	}
	out := csv.NewWriter(w)
	row := reflect.TypeOf(answer).Field(0).Type.Elem()
	if err := out.Write(columnsOf(row)); err != nil {
		return err
	}
	for _, one := range page.rows() {
		var cells []string
		for i, v := 0, reflect.ValueOf(one); i < v.NumField(); i++ {
			cell, err := cellOf(v.Field(i))
			if err != nil {
				return err
			}
			cells = append(cells, cell)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func cellOf(v reflect.Value) (string, error) {
	if v.Kind() == reflect.String {
		return harmless(v.String()), nil
	}
	if v.Kind() == reflect.Slice && v.Len() == 0 || v.Kind() == reflect.Map && v.Len() == 0 {
		return "", nil
	}
	data, err := json.Marshal(v.Interface())
	cell := strings.Trim(string(data), `"`)
	if cell == "null" {
		cell = ""
	}
	return cell, err
}

func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// feature is an event on a map (RFC 7946).
type feature struct {
	Type     string `json:"type"`
	ID       any    `json:"id"`
	Geometry *point `json:"geometry"`
	Of       any    `json:"properties"`
}

type point struct {
	Type string     `json:"type"`
	At   [2]float64 `json:"coordinates"` // longitude, latitude
}

func writeGeoJSON(w io.Writer, answer any) error {
	var all []feature
	switch l := answer.(type) {
	case list[Event]:
		for _, e := range l.Results {
			f := feature{"Feature", e.ID, nil, e}
			if e.Lat != nil {
				f.Geometry = &point{"Point", [2]float64{*e.Lon, *e.Lat}}
			}
			all = append(all, f)
		}
		return json.NewEncoder(w).Encode(map[string]any{"type": "FeatureCollection", "features": all, "next": l.Next, "total": l.Total, "more": l.More})
	case list[dot]:
		for _, d := range l.Results {
			f := feature{"Feature", d.ID, nil, d}
			if d.Placed {
				f.Geometry = &point{"Point", [2]float64{d.Lon, d.Lat}}
			}
			all = append(all, f)
		}
		return json.NewEncoder(w).Encode(map[string]any{"type": "FeatureCollection", "features": all})
	}
	return badRequest{errText("only events and dots are given as GeoJSON")}
}

// openAPI describes the API (OpenAPI 3.1) from its table and the types of its answers.
func openAPI(version string, all []endpoint) map[string]any {
	schemas, paths := map[string]any{}, map[string]any{}
	for _, e := range all {
		path, _ := paths[e.path].(map[string]any)
		if path == nil {
			path = map[string]any{}
			paths[e.path] = path
		}
		path[strings.ToLower(e.method)] = operation(e, schemas)
	}
	schemas["Problem"] = map[string]any{"type": "object", "properties": map[string]any{
		"title": map[string]any{"type": "string"}, "status": map[string]any{"type": "integer"}, "detail": map[string]any{"type": "string"}}}
	return map[string]any{
		"openapi": "3.1.0", "info": map[string]any{"title": "Dateline", "version": version, "license": map[string]any{"name": "see LICENSE"}},
		"servers": []any{map[string]any{"url": "/api/v1"}}, "paths": paths, "components": map[string]any{"schemas": schemas},
	}
}

func operation(e endpoint, schemas map[string]any) map[string]any {
	parameters := []any{}
	for _, m := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(e.path, -1) {
		parameters = append(parameters, map[string]any{"name": m[1], "in": "path", "required": true, "schema": map[string]any{"type": "string"}})
	}
	for _, name := range e.takes {
		parameters = append(parameters, map[string]any{"name": name, "in": "query", "schema": map[string]any{"type": "string"}})
	}
	problem := map[string]any{"description": "a problem", "content": map[string]any{"application/problem+json": map[string]any{"schema": map[string]any{"$ref": "#/components/schemas/Problem"}}}}
	content := map[string]any{}
	if e.stream != nil {
		for _, kind := range exported {
			content[kind] = map[string]any{}
		}
	} else {
		content["application/json"] = map[string]any{"schema": schemaOf(reflect.TypeOf(e.gives), schemas)}
	}
	if _, paged := e.gives.(paging); paged {
		content["application/x-ndjson"], content["text/csv"] = map[string]any{}, map[string]any{}
	}
	o := map[string]any{"summary": e.about, "operationId": strings.ToLower(e.method) + strings.NewReplacer("/", "-", "{", "", "}", "").Replace(e.path),
		"parameters": parameters, "responses": map[string]any{"200": map[string]any{"description": "done", "content": content}, "default": problem}}
	if e.body != nil {
		o["requestBody"] = map[string]any{"required": true, "content": map[string]any{"application/json": map[string]any{"schema": schemaOf(reflect.TypeOf(e.body), schemas)}}}
	}
	return o
}

// schemaOf describes a type in JSON Schema; structs with a name are kept once, among the components.
func schemaOf(t reflect.Type, schemas map[string]any) map[string]any {
	switch {
	case t.String() == "text.Number":
		return map[string]any{"type": []string{"number", "null"}}
	case t.Implements(reflect.TypeFor[encoding.TextMarshaler]()):
		return map[string]any{"type": "string", "format": "date-time"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem(), schemas)
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int, reflect.Int64, reflect.Uint64:
		return map[string]any{"type": "integer"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": schemaOf(t.Elem(), schemas)}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": schemaOf(t.Elem(), schemas)}
	case reflect.Struct:
		return structSchema(t, schemas)
	}
	panic(fmt.Sprint("no schema for ", t)) // a type of the program's own; a test makes the file
}

func structSchema(t reflect.Type, schemas map[string]any) map[string]any {
	name := t.Name()
	if name == "dot" {
		name = "Dot"
	}
	named := !strings.ContainsAny(name, "[")
	if named && schemas[name] != nil {
		return map[string]any{"$ref": "#/components/schemas/" + name}
	}
	properties, required := map[string]any{}, []string{}
	for i := range t.NumField() {
		key, rest, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		properties[key] = schemaOf(t.Field(i).Type, schemas)
		if !strings.Contains(rest, "omitempty") {
			required = append(required, key)
		}
	}
	slices.Sort(required)
	schema := map[string]any{"type": "object", "properties": properties, "required": required}
	if !named {
		return schema
	}
	schemas[name] = schema
	return map[string]any{"$ref": "#/components/schemas/" + name}
}
