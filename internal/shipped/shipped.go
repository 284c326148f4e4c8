// Package shipped puts together what ships with the program: its models, rules, codebook and gazetteer.
package shipped

import (
	"dateline/codebook"
	"dateline/gazetteer"
	"dateline/internal/pipeline"
	"dateline/models"
	"dateline/rules"
)

// Knowledge is all that the program knows before a user lays something of their own over it.
func Knowledge() pipeline.Knowledge {
	return pipeline.Knowledge{Models: models.FS, Rules: rules.FS, Codebook: codebook.FS, Gazetteer: gazetteer.Places}
}
