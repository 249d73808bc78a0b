package client_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
)

func TestReadWebhook(t *testing.T) {
	t.Parallel()
	errBroken := errors.New("broken")
	for name, test := range map[string]struct {
		body io.Reader
		want string
		errs []error
	}{
		"empty":    {strings.NewReader(""), "", nil},
		"at limit": {strings.NewReader("12345678"), "12345678", nil},
		"longer":   {strings.NewReader("123456789"), "", []error{client.ErrInvalid, client.ErrTooLarge}},
		"broken":   {io.MultiReader(strings.NewReader("123"), iotest.ErrReader(errBroken)), "", []error{client.ErrInvalid, errBroken}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "/", test.body)
			require.NoError(t, err)
			body, err := client.ReadWebhook("acme", r, 8)
			assert.Equal(t, test.want, string(body))
			for _, want := range test.errs {
				require.ErrorIs(t, err, want)
				assert.ErrorContains(t, err, "acme webhook: ")
			}
			if test.errs == nil {
				assert.NoError(t, err)
			}
		})
	}
}
