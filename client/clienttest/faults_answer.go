package clienttest

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// Answer replaces the answer. The request is not processed. header holds names
// and values in turn, such as "Retry-After", "1"; an odd number panics. An
// empty contentType sends no Content-Type.
func Answer(status int, contentType, body string, header ...string) Fault {
	answer := fixed(status, contentType, body, header)
	return func(http.Handler) http.Handler { return answer }
}

// AnswerAfter has the request processed, throws the answer away and sends this
// one: a 503 from the gateway for a charge that was made. The arguments are
// those of [Answer].
func AnswerAfter(status int, contentType, body string, header ...string) Fault {
	answer := fixed(status, contentType, body, header)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(newDiscard(), r)
			answer.ServeHTTP(w, r)
		})
	}
}

// HTMLPage answers with the error page of a proxy, whatever the status: the
// same page with status 200 is a login wall or a parked domain. The request is
// not processed.
func HTMLPage(status int) Fault {
	title := fmt.Sprintf("%d %s", status, http.StatusText(status))
	return Answer(status, "text/html; charset=utf-8", "<html>\r\n<head><title>"+title+"</title></head>\r\n"+
		"<body>\r\n<center><h1>"+title+"</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n")
}

// EmptyBody answers as JSON with no byte of a body. The request is not processed.
func EmptyBody(status int) Fault { return Answer(status, "application/json", "") }

// JSONNull answers with the JSON document null. The request is not processed.
func JSONNull(status int) Fault { return Answer(status, "application/json", "null") }

// Redirect answers with a redirect to location. The request is not processed.
func Redirect(status int, location string) Fault {
	return Answer(status, "", "", "Location", location)
}

// Truncate has the request processed and sends at most the first n bytes of the
// body, with a Content-Length that matches the cut: HTTP is in order, the
// document isn't. A negative n counts as 0.
func Truncate(n int) Fault {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer := capture(next, r)
			body := answer.body[:min(max(n, 0), len(answer.body))]
			answer.copyHeader(w)
			if bodyAllowed(answer.status) {
				w.Header().Set("Content-Length", strconv.Itoa(len(body)))
			}
			w.WriteHeader(answer.status)
			_, _ = w.Write(body)
		})
	}
}

// TrailingJunk has the request processed and adds text after the body, as a
// debug line of a gateway does. A decoder that stops at the end of the first
// JSON value doesn't see it.
func TrailingJunk() Fault {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			rw := &rewriter{ResponseWriter: w, onHeader: func(h http.Header) { h.Del("Content-Length") }}
			next.ServeHTTP(rw, r)
			_, _ = io.WriteString(rw, "\n<!-- served by node 7 -->\n")
		})
	}
}

// WrongContentType has the request processed and calls the answer something
// else, such as "text/plain" for JSON.
func WrongContentType(contentType string) Fault {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			rw := &rewriter{ResponseWriter: w, onHeader: func(h http.Header) { h.Set("Content-Type", contentType) }}
			next.ServeHTTP(rw, r)
			rw.settle()
		})
	}
}

// fixed is the handler that always gives the same answer.
func fixed(status int, contentType, body string, header []string) http.Handler {
	if len(header)%2 != 0 {
		panic(fmt.Sprintf("clienttest: %d header names and values, want pairs", len(header)))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		h := w.Header()
		h["Content-Type"] = nil // an absent key would be filled by sniffing
		if contentType != "" {
			h.Set("Content-Type", contentType)
		}
		for i := 0; i < len(header); i += 2 {
			h.Add(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	})
}
