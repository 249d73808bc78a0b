package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/ecp"
	"github.com/vendorkit/vendorkit-go/ecp/ecptest"
	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
)

func TestExampleKeepsItsPromises(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	kept, broken := demo.Run(&out, "taste", show)
	assert.Zero(t, broken, out.String())
	assert.Equal(t, 4, kept, out.String())
}

// A fake made of functions: no HTTP.
func TestClipCouponsWithoutHTTP(t *testing.T) {
	t.Parallel()
	c := &ecp.Client{}
	c.Coupons = &ecptest.FakeCoupons{
		ClipEachFunc: func(_ context.Context, ids []int, _ ...client.CallOption) ([]ecp.ClipOutcome, error) {
			return []ecp.ClipOutcome{{CouponID: ids[0], State: ecp.ClipAtLimit}}, nil
		},
	}
	assert.NoError(t, clipCoupons(t.Context(), c))
}

// The real client, and a vendor that misbehaves.
func TestClipCouponsWhenTheConnectionDies(t *testing.T) {
	t.Parallel()
	vendor := ecptest.NewServer(t, ecptest.WithCoupons(ecptest.Coupon{ID: 48213}))
	vendor.Script.Match("POST", "/Clip").Next(clienttest.DropAfter()) // processed, and the answer is lost
	err := clipCoupons(t.Context(), vendor.Client(t))
	assert.ErrorIs(t, err, client.ErrOutcomeUnknown)
	assert.Equal(t, 1, vendor.Clips(48213))
}

// Whatever Go code the README shows stands in an example or its test, line by
// line, and so it compiles and runs.
func TestReadmeShowsCodeThatRuns(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	sources := map[string]string{}
	files, err := filepath.Glob("../*/*.go")
	require.NoError(t, err)
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		sources[file] = flat(string(source))
	}
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(string(readme), -1)
	require.NotEmpty(t, blocks)
	for _, block := range blocks {
		want, found := flat(block[1]), false
		for _, source := range sources {
			found = found || strings.Contains(source, want)
		}
		assert.True(t, found, "in no example:\n%s", block[1])
	}
}

// flat drops indentation and empty lines.
func flat(code string) string {
	var b strings.Builder
	for line := range strings.Lines(code) {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString(line + "\n")
		}
	}
	return "\n" + b.String()
}
