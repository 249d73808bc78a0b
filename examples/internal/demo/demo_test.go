package demo_test

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
)

func TestRunCountsPromises(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	kept, broken := demo.Run(&out, "a demonstration", func(d *demo.D) {
		d.Section("one")
		d.Promise(true, "this holds")
		d.Promise(false, "this does not")
		d.Show("label", "%d", 7)
	})
	assert.Equal(t, 1, kept)
	assert.Equal(t, 1, broken)
	assert.Contains(t, out.String(), "\none\n")
	assert.Contains(t, out.String(), "kept    this holds\n")
	assert.Contains(t, out.String(), "BROKEN  this does not\n")
}

func TestFatalEndsTheDemonstrationAndStillCleansUp(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	var order []string
	_, broken := demo.Run(&out, "a demonstration", func(d *demo.D) {
		d.Cleanup(func() { order = append(order, "first") })
		d.Cleanup(func() { order = append(order, "last") })
		d.Must(nil)
		d.Must(errors.New("the server is away"))
		order = append(order, "not reached")
	})
	assert.Equal(t, 1, broken)
	assert.Equal(t, []string{"last", "first"}, order)
	assert.Contains(t, out.String(), "the server is away")
}

func TestParallelCallsEachOnceAndKeepsErrors(t *testing.T) {
	t.Parallel()
	var calls [50]atomic.Int64
	errs := demo.Parallel(8, len(calls), func(i int) error {
		calls[i].Add(1)
		if i%10 == 0 {
			return errors.New("no")
		}
		return nil
	})
	assert.Len(t, errs, 5)
	for i := range calls {
		assert.EqualValues(t, 1, calls[i].Load(), i)
	}
}
