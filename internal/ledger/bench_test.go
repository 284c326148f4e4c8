package ledger_test

import "testing"

// BenchmarkIngest takes the sample reports into a new ledger: coding, storing and linking.
func BenchmarkIngest(b *testing.B) {
	items := reports(b)
	if _, err := coder(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		take(b, made(b), items)
	}
	b.ReportMetric(float64(len(items)*b.N)/b.Elapsed().Seconds(), "reports/s")
}
