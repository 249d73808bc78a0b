package client

import (
	"fmt"
	"io"
	"net/http"
)

// ReadWebhook reads the body of a vendor's webhook, for the package that knows its
// fields. It reads at most one byte more than limit, and does not close the body.
// Its errors match ErrInvalid, and ErrTooLarge for a longer body; nothing of the
// body is part of them.
func ReadWebhook(vendor string, r *http.Request, limit int64) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	if err != nil {
		return nil, fmt.Errorf("%s webhook: %w: read the body: %w", vendor, ErrInvalid, err)
	}
	if int64(len(body)) > limit {
		return nil, fmt.Errorf("%s webhook: %w: %w", vendor, ErrInvalid, ErrTooLarge)
	}
	return body, nil
}
