package client

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
)

const (
	// DefaultMaxResponseBytes bounds the body of a successful answer, after
	// decompression. A page of 100 objects of 1 KB is a twentieth of it.
	DefaultMaxResponseBytes = 2 << 20
	// MaxErrorBytes bounds the body of an error answer. More is cut off.
	MaxErrorBytes = 64 << 10
	// largeBuffer is where reading goes from doubling to large steps.
	largeBuffer = 256 << 10
	// maxPooledBytes keeps one large answer from staying in memory for ever.
	maxPooledBytes = 512 << 10
)

// buffer is a body read into memory. Buffers are pooled: most answers are
// small, and reading them should cost no allocation.
type buffer struct{ data []byte }

var buffers = sync.Pool{New: func() any { return &buffer{data: make([]byte, 0, 4<<10)} }}

func (b *buffer) release() {
	if b != nil && cap(b.data) <= maxPooledBytes {
		b.data = b.data[:0]
		buffers.Put(b)
	}
}

// readBody reads at most limit bytes of the body and always closes it.
// truncated says that there was more than limit, which costs the connection;
// err that the body broke off.
func readBody(resp *http.Response, limit int64) (buf *buffer, truncated bool, err error) {
	buf = buffers.Get().(*buffer) //nolint:errcheck,forcetypeassert // the pool holds nothing else
	defer resp.Body.Close()
	if n := resp.ContentLength; n > 0 && n <= limit {
		buf.data = slices.Grow(buf.data, int(n)+1) // one more, so that the read that meets EOF has room
	}
	for {
		if len(buf.data) == cap(buf.data) {
			// Few and then large steps, never beyond the limit: what an endless
			// body costs is the limit and the small buffers before it.
			factor := 2
			if cap(buf.data) >= largeBuffer {
				factor = 8
			}
			next := int64(factor * cap(buf.data))
			if next > limit/2 {
				next = limit + 1 // one more than allowed, to see whether there is more
			}
			grown := make([]byte, len(buf.data), next)
			copy(grown, buf.data)
			buf.data = grown
		}
		n, err := resp.Body.Read(buf.data[len(buf.data):cap(buf.data)])
		buf.data = buf.data[:len(buf.data)+n]
		if int64(len(buf.data)) > limit {
			buf.data = buf.data[:limit]
			return buf, true, nil
		}
		if err == io.EOF {
			return buf, false, nil
		}
		if err != nil {
			return buf, false, err
		}
	}
}

// sentBody is the request body of one attempt. It knows whether anything has
// been read from it, which tells a request that never left from one that may
// have been processed.
type sentBody struct {
	reader bytes.Reader
	touch  *atomic.Bool
}

func newSentBody(data []byte, touch *atomic.Bool) *sentBody {
	b := &sentBody{touch: touch}
	b.reader.Reset(data)
	return b
}

func (b *sentBody) Read(p []byte) (int, error) {
	b.touch.Store(true)
	return b.reader.Read(p)
}

// WriteTo spares the copy buffer in io.Copy.
func (b *sentBody) WriteTo(w io.Writer) (int64, error) {
	b.touch.Store(true)
	return b.reader.WriteTo(w)
}

func (b *sentBody) Close() error { return nil }
