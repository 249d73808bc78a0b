package report

import (
	"bytes"
	"fmt"
	"image/color"
	"os"
	"path/filepath"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// Chart is a chart of horizontal bars, one for each peer.
type Chart struct {
	// File is the file's name without its ending.
	File  string
	Title string
	// Axis says what the bars measure.
	Axis string
	Bars []Bar
	// Line marks a value to compare with, if it isn't 0.
	Line float64
}

// Bar is one bar.
type Bar struct {
	Name  string
	Value float64
	// Ours is drawn in another colour.
	Ours bool
}

var (
	ours   = color.RGBA{R: 0x1f, G: 0x77, B: 0xb4, A: 0xff}
	theirs = color.RGBA{R: 0xb0, G: 0xb8, B: 0xc0, A: 0xff}
	marker = color.RGBA{R: 0xd6, G: 0x27, B: 0x28, A: 0xff}
)

// Draw writes the chart as an SVG file into dir.
func (c *Chart) Draw(dir string) error {
	p := plot.New()
	p.Title.Text = c.Title
	p.X.Label.Text = c.Axis
	p.X.Min = 0
	names := make([]string, len(c.Bars))
	values := map[bool]plotter.Values{true: make(plotter.Values, len(c.Bars)), false: make(plotter.Values, len(c.Bars))}
	for i, b := range c.Bars {
		row := len(c.Bars) - 1 - i // the first bar on top
		names[row] = fmt.Sprintf("%s  %.3g", b.Name, b.Value)
		values[b.Ours][row] = b.Value
	}
	for own, fill := range map[bool]color.Color{true: ours, false: theirs} {
		bars, err := plotter.NewBarChart(values[own], vg.Points(13))
		if err != nil {
			return fmt.Errorf("chart %s: %w", c.File, err)
		}
		bars.Horizontal, bars.Color = true, fill
		bars.LineStyle.Width = 0
		p.Add(bars)
	}
	if c.Line != 0 {
		line, err := plotter.NewLine(plotter.XYs{{X: c.Line, Y: -0.5}, {X: c.Line, Y: float64(len(c.Bars)) - 0.5}})
		if err != nil {
			return fmt.Errorf("chart %s: %w", c.File, err)
		}
		line.Color, line.Dashes = marker, []vg.Length{vg.Points(4), vg.Points(3)}
		p.Add(line)
	}
	p.NominalY(names...)
	p.Y.LineStyle.Width = 0
	p.Y.Tick.Length = 0
	height := vg.Points(70 + 20*float64(len(c.Bars)))
	canvas := vgsvg.NewWith(vgsvg.UseWH(vg.Points(560), height))
	p.Draw(draw.Crop(draw.New(canvas), vg.Points(12), -vg.Points(16), vg.Points(6), -vg.Points(6)))
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	var svg bytes.Buffer
	if _, err := canvas.WriteTo(&svg); err != nil {
		return err
	}
	// Texts are placed by the widths of the first font; the others have the same.
	text := bytes.ReplaceAll(svg.Bytes(), []byte("font-family:Liberation Serif;"), []byte("font-family:Liberation Serif,Times New Roman,Times,serif;"))
	return os.WriteFile(filepath.Join(dir, c.File+".svg"), text, 0o600)
}
