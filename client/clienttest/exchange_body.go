package clienttest

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync"
	"sync/atomic"
)

// requestBody is the client's body as the handler reads it.
type requestBody struct {
	body     io.ReadCloser
	declared int64 // Content-Length, or -1
	read     int64
	failed   chan error // the client's body couldn't be read; holds one
	closed   atomic.Bool
	close    func() error // once
	wrote    func()       // tells the trace, once, that all is written
}

func newRequestBody(req *http.Request) *requestBody {
	b := &requestBody{body: req.Body, declared: req.ContentLength, failed: make(chan error, 1)}
	switch {
	case req.Body == nil || req.Body == http.NoBody:
		b.body, b.declared = http.NoBody, 0
	case req.ContentLength == 0:
		b.declared = -1 // net/http takes 0 with a body as unknown
	}
	b.close = sync.OnceValue(b.body.Close)
	trace := httptrace.ContextClientTrace(req.Context())
	b.wrote = sync.OnceFunc(func() {
		if trace != nil && trace.WroteRequest != nil {
			trace.WroteRequest(httptrace.WroteRequestInfo{})
		}
	})
	return b
}

// serverSide is the body of the handler's request.
func (b *requestBody) serverSide() io.ReadCloser {
	if b.declared == 0 {
		return http.NoBody
	}
	return b
}

func (b *requestBody) Read(p []byte) (int, error) {
	if b.closed.Load() {
		return 0, http.ErrBodyReadAfterClose
	}
	n, err := b.body.Read(p)
	b.read += int64(n)
	switch {
	case b.declared >= 0 && b.read > b.declared, err == io.EOF && b.declared > b.read: //nolint:errorlint // io.Reader's contract
		err = fmt.Errorf("clienttest: ContentLength=%d with Body length %d", b.declared, b.read)
	case err == io.EOF: //nolint:errorlint // io.Reader's contract
		b.wrote()
		return n, err
	case err == nil:
		return n, nil
	}
	select {
	case b.failed <- err:
	default:
	}
	return n, io.ErrUnexpectedEOF // to the handler, a client that broke off
}

func (b *requestBody) Close() error {
	b.closed.Store(true)
	return b.close()
}

// finish ends the body when the handler has.
func (b *requestBody) finish() {
	_ = b.Close()
	b.wrote()
}

// errBodyClosed has the text of net/http, whose error is not exported.
var errBodyClosed = errors.New("http: read on closed response body")

// responseBody is the client's side of an answer's body.
type responseBody struct {
	exchange *exchange
	reader   io.Reader
	stop     func() bool // the watch on the client's context
	closed   atomic.Bool
	ended    atomic.Bool
}

func newResponseBody(ex *exchange) io.ReadCloser {
	b := &responseBody{exchange: ex, reader: ex.reader, stop: func() bool { return true }}
	switch {
	case ex.request.Method == http.MethodHead || !bodyAllowed(ex.status):
		b.reader = http.NoBody
	case !ex.whole:
		ctx := ex.request.Context()
		b.stop = context.AfterFunc(ctx, func() { ex.leave(context.Cause(ctx)) })
	case ex.cut:
		b.reader = io.MultiReader(bytes.NewReader(ex.small), failingReader{io.ErrUnexpectedEOF})
	default:
		b.reader = bytes.NewReader(ex.small)
	}
	return b
}

func (b *responseBody) Read(p []byte) (int, error) {
	if b.closed.Load() {
		return 0, errBodyClosed
	}
	if b.ended.Load() {
		return 0, io.EOF
	}
	ctx := b.exchange.request.Context()
	if ctx.Err() != nil {
		return 0, context.Cause(ctx)
	}
	n, err := b.reader.Read(p)
	if err == io.EOF {
		b.ended.Store(true)
		b.stop()
	}
	return n, err
}

func (b *responseBody) Close() error {
	if !b.closed.Swap(true) {
		b.stop()
		b.exchange.leave(errBodyClosed)
	}
	return nil
}

// gunzipBody expands a body as it is read.
type gunzipBody struct {
	body   io.ReadCloser
	reader *gzip.Reader
}

func (g *gunzipBody) Read(p []byte) (int, error) {
	if g.reader == nil {
		reader, err := gzip.NewReader(g.body)
		if err != nil {
			return 0, err
		}
		g.reader = reader
	}
	return g.reader.Read(p)
}

func (g *gunzipBody) Close() error { return g.body.Close() }
