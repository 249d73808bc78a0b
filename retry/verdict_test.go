package retry

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestStatusVerdict(t *testing.T) {
	t.Parallel()
	retried := map[int]bool{408: true, 425: true, 429: true}
	for status := 500; status <= 599; status++ {
		retried[status] = status != 501 && status != 505
	}
	for status := -1; status <= 1000; status++ {
		want := Stop
		if retried[status] {
			want = Retry
		}
		assert.Equalf(t, want, StatusVerdict(status), "status %d", status)
	}
}

func TestVerdictString(t *testing.T) {
	t.Parallel()
	for v, want := range map[Verdict]string{
		Unknown: "unknown", Stop: "stop", Retry: "retry", Throttle: "throttle", 9: "Verdict(9)",
	} {
		assert.Equal(t, want, v.String())
	}
	var zero Verdict
	assert.Equal(t, Unknown, zero)
}
