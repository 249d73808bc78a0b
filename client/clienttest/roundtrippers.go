package clienttest

import (
	"context"
	"net"
	"net/http"
	"os"
	"syscall"
)

// RefuseDial gives a transport whose every request fails as if nobody listened:
// a *net.OpError with Op "dial" and ECONNREFUSED, which proves that nothing was
// sent.
func RefuseDial() http.RoundTripper {
	return ErrorTransport(&net.OpError{Op: "dial", Net: "tcp", Addr: memoryAddr{}, Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)})
}

// ErrorTransport gives a transport whose every request fails with err, or with
// the cause of its context if that is over. It proves that a test makes no
// request that it didn't mean to make.
func ErrorTransport(err error) http.RoundTripper {
	return roundTripper(func(req *http.Request) (*http.Response, error) {
		if req.Body != nil {
			_ = req.Body.Close()
		}
		if req.Context().Err() != nil {
			return nil, context.Cause(req.Context())
		}
		return nil, err
	})
}

// roundTripper is a function as an http.RoundTripper.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }
