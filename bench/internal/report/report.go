// Package report writes what the scenarios measured: Markdown tables, the list of goals, and charts.
package report

import (
	"fmt"
	"io"
	"strings"
)

// Section is the result of one scenario.
type Section struct {
	Title string
	// About says what was done and what the columns mean.
	About  string
	Tables []Table
	Goals  []Goal
	Charts []Chart
}

// Table is one table. Cells are Markdown.
type Table struct {
	Title string
	Head  []string
	Rows  [][]string
}

// Goal is one promise, and what came of it.
type Goal struct {
	// Text is what was promised, Measured what the run showed.
	Text, Measured string
	Met            bool
	// Missing means that the run couldn't measure it; Measured says why.
	Missing bool
}

// Add appends a row of values printed with %v.
func (t *Table) Add(cells ...any) {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = fmt.Sprint(c)
	}
	t.Rows = append(t.Rows, row)
}

// Markdown writes the table, its columns aligned for readers of the plain text.
func (t *Table) Markdown(w io.Writer) {
	if t.Title != "" {
		fmt.Fprintf(w, "**%s**\n\n", t.Title)
	}
	width := make([]int, len(t.Head))
	for _, row := range append([][]string{t.Head}, t.Rows...) {
		for i := range min(len(row), len(width)) {
			width[i] = max(width[i], len([]rune(row[i])), 3)
		}
	}
	line := func(cells []string) {
		fmt.Fprint(w, "|")
		for i := range width {
			cell := ""
			if i < len(cells) {
				cell = cells[i]
			}
			fmt.Fprintf(w, " %-*s |", width[i], cell)
		}
		fmt.Fprintln(w)
	}
	line(t.Head)
	rule := make([]string, len(width))
	for i, n := range width {
		rule[i] = strings.Repeat("-", n)
	}
	line(rule)
	for _, row := range t.Rows {
		line(row)
	}
	fmt.Fprintln(w)
}

// Markdown writes the section.
func (s *Section) Markdown(w io.Writer) {
	fmt.Fprintf(w, "## %s\n\n", s.Title)
	if s.About != "" {
		fmt.Fprintf(w, "%s\n\n", s.About)
	}
	for _, t := range s.Tables {
		t.Markdown(w)
	}
	for _, c := range s.Charts {
		fmt.Fprintf(w, "![%s](charts/%s.svg)\n\n", c.Title, c.File)
	}
}

// Goals writes one line for each goal of all sections.
func Goals(w io.Writer, sections []*Section) {
	t := Table{Head: []string{"goal", "measured", "met"}}
	for _, s := range sections {
		for _, g := range s.Goals {
			met := "**no**"
			switch {
			case g.Missing:
				met = "not measured"
			case g.Met:
				met = "yes"
			}
			t.Add(g.Text, g.Measured, met)
		}
	}
	t.Markdown(w)
}
