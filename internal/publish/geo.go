package publish

import "dateline/internal/record"

type object = map[string]any

// geojsonShape is GeoJSON (RFC 7946): longitude before latitude. Events without a position have no geometry.
func geojsonShape() Shape {
	return Shape{
		Name: "geojson", About: "GeoJSON (RFC 7946), a feature for each event; place_precision says what its point is that of.",
		open: `{"type":"FeatureCollection","features":[` + "\n", close: "]}\n", items: func(c *Case) []any {
			return []any{object{"type": "Feature", "id": c.ID, "geometry": c.point(), "properties": c.properties()}}
		},
	}
}

func (c *Case) point() any {
	if !c.Placed {
		return nil
	}
	return object{"type": "Point", "coordinates": []float64{c.Lon, c.Lat}}
}

func (c *Case) properties() object {
	all := object{
		"event_id": c.ID, "line": c.Line, "act": c.Act, "realisation": c.Realisation, "date_start": day(c.From), "date_end": lastDay(c.To), "date_precision": c.Precision,
		"place": c.Place, "place_precision": c.PlacePrecision, "country": c.Country, "reports": c.Event.Reports, "origins": c.Origins, "outlets": c.Outlets,
		"differ": c.fieldsThat(record.Differs), "review": c.Review,
	}
	for kind, v := range c.Harm {
		all[kind] = object{"low": v.Low, "best": v.Best, "high": v.High}
	}
	return all
}

// jsonldShape is schema.org: an Event for each event, with the articles that tell it.
func jsonldShape() Shape {
	return Shape{
		Name: "jsonld", About: "schema.org in JSON-LD, an Event for each event and a NewsArticle for each report that tells it.",
		open: `{"@context":"https://schema.org","@graph":[` + "\n", close: "]}\n", items: func(c *Case) []any {
			event := object{"@type": "Event", "@id": "urn:dateline:" + string(c.ID), "identifier": c.ID, "name": c.Line, "about": c.Act}
			set(event, "startDate", day(c.From))
			set(event, "endDate", lastDay(c.To))
			if c.Place != "" {
				event["location"] = c.schemaPlace()
			}
			var articles []object
			for _, s := range c.tellers() {
				a := object{"@type": "NewsArticle", "@id": "urn:dateline:" + s.ID, "headline": s.Title}
				set(a, "url", s.URL)
				set(a, "datePublished", s.Published)
				if s.Outlet != "" {
					a["publisher"] = object{"@type": "Organization", "name": s.Outlet}
				}
				articles = append(articles, a)
			}
			event["subjectOf"] = articles
			return []any{event}
		},
	}
}

func (c *Case) schemaPlace() object {
	place := object{"@type": "Place", "name": c.Place}
	if c.Country != "" {
		place["address"] = object{"@type": "PostalAddress", "addressCountry": c.Country}
	}
	if c.Placed {
		place["geo"] = object{"@type": "GeoCoordinates", "latitude": c.Lat, "longitude": c.Lon}
	}
	return place
}

// set puts a value that there is.
func set(o object, key, value string) {
	if value != "" {
		o[key] = value
	}
}

// timemapShape is the list of events that Forensic Architecture's timemap reads. Its map needs a position and its line a day, so
// events without either are left out.
func timemapShape() Shape {
	return Shape{
		Name: "timemap", About: "The events of Forensic Architecture's timemap; those without a day or a position are left out, for it cannot show them.",
		open: "[\n", close: "]\n", items: func(c *Case) []any {
			if c.From.IsZero() || !c.Placed {
				return nil
			}
			var sources []string
			for _, s := range c.tellers() {
				sources = append(sources, s.ID)
			}
			return []any{object{
				"id": c.ID, "date": day(c.From), "time": timeOfDay(c), "time_precision": c.Precision, "location": c.Place, "latitude": c.Lat, "longitude": c.Lon,
				"location_precision": c.PlacePrecision, "category": c.Act, "associations": []string{c.Act, c.Realisation}, "description": c.Line, "sources": sources,
			}}
		},
	}
}

func timeOfDay(c *Case) string {
	if c.Precision == "hour" || c.Precision == "minute" {
		return c.From.Format("15:04")
	}
	return ""
}
