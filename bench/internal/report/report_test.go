package report

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMarkdown(t *testing.T) {
	t.Parallel()
	table := Table{Title: "costs", Head: []string{"peer", "µs"}}
	table.Add("nethttp", 12)
	table.Add("x", "1,234")
	var got bytes.Buffer
	table.Markdown(&got)
	assert.Equal(t, "**costs**\n\n| peer    | µs    |\n| ------- | ----- |\n| nethttp | 12    |\n| x       | 1,234 |\n\n", got.String())
}

func TestGoals(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	Goals(&got, []*Section{{Goals: []Goal{{Text: "a", Measured: "1", Met: true}, {Text: "b", Measured: "2"}, {Text: "c", Measured: "why", Missing: true}}}})
	for _, want := range []string{"| a    | 1        | yes          |", "| b    | 2        | **no**       |", "| c    | why      | not measured |"} {
		assert.Contains(t, got.String(), want)
	}
}

// A chart is well-formed XML and names every bar.
func TestDraw(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "charts")
	chart := Chart{File: "cost", Title: "Cost", Axis: "µs", Line: 1, Bars: []Bar{{Name: "nethttp", Value: 1}, {Name: "vendorkit", Value: 0.5, Ours: true}, {Name: "none", Value: 0}}}
	require.NoError(t, chart.Draw(dir))
	data, err := os.ReadFile(filepath.Join(dir, "cost.svg"))
	require.NoError(t, err)
	assert.Contains(t, string(data), "vendorkit")
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
	}
}
