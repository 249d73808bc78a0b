package billwerktest_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The documented samples stand beside the client, too.
func TestSamplesAreTheDocumentedOnes(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"error_11_duplicate_handle.json", "error_13_expired.json", "error_66_refund_failed.json", "error_122_rate_limit.json"} {
		mine, err := os.ReadFile("testdata/" + name)
		require.NoError(t, err)
		documented, err := os.ReadFile("../testdata/" + name)
		require.NoError(t, err)
		assert.Equal(t, string(documented), string(mine), name)
	}
}
