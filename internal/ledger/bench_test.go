package ledger_test

import (
	"testing"

	"dateline/internal/ledger/ledgertest"
)

// BenchmarkIngest takes the sample reports into a new ledger: coding, storing and linking.
func BenchmarkIngest(b *testing.B) {
	items := ledgertest.Reports(b)
	ledgertest.Coder(b)
	for b.Loop() {
		take(b, made(b), items)
	}
	b.ReportMetric(float64(len(items)*b.N)/b.Elapsed().Seconds(), "reports/s")
}
