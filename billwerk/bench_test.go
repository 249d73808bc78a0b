package billwerk_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// benchTransport answers without a socket, so that what is measured is the client.
type benchTransport struct {
	header http.Header
	status int
	body   string
}

func (b *benchTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: b.status, Header: b.header, Body: io.NopCloser(strings.NewReader(b.body)), ContentLength: int64(len(b.body)),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
	}, nil
}

// BenchmarkError is a refused call, from the method to the typed error.
func BenchmarkError(b *testing.B) {
	transport := &benchTransport{
		header: http.Header{
			"Content-Type": {"application/json"}, "Request-Id": {"b1c2d3e4f5a60718293a4b5c6d7e8f90"},
			"Date": {"Sat, 21 Nov 2026 10:00:00 GMT"}, "Content-Length": {"254"},
		},
		status: http.StatusBadRequest,
		body: `{"code":11,"error":"Duplicate handle","message":"Customer handle already in use","http_status":400,` +
			`"http_reason":"Bad Request","path":"/v1/customer","timestamp":"2025-03-14T09:20:12.001+00:00","request_id":"b1c2d3e4f5a60718293a4b5c6d7e8f90"}`,
	}
	c, err := billwerk.New(billwerk.Credentials{PrivateKey: "priv_00000000000000000000000000000000"}, client.WithTransport(transport), client.WithLimiter(retry.NoLimit()))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		_, err := c.Invoices.Get(b.Context(), "inv-1")
		if e, ok := errors.AsType[*billwerk.Error](err); !ok || e.ErrorCode != billwerk.CodeDuplicateHandle {
			b.Fatal(err)
		}
	}
}
