package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
)

func TestExampleKeepsItsPromises(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	kept, broken := demo.Run(&out, "logging", show)
	assert.Zero(t, broken, out.String())
	assert.Equal(t, 4, kept, out.String())
}
