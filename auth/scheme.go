package auth

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/textproto"
	"strings"
)

const authorization = "Authorization"

// Scheme says how a credential is written into a request: which header, and which
// word before the credential. Make one with [Bearer], [Raw], [BasicScheme] or
// [Header]; the zero Scheme is refused by [Static] and [Refreshing].
type Scheme struct{ header, prefix string }

// Bearer is "Authorization: Bearer <token>" (RFC 6750 section 2.1).
func Bearer() Scheme { return Scheme{authorization, "Bearer "} }

// Raw is "Authorization: <token>", with no scheme word.
func Raw() Scheme { return Scheme{authorization, ""} }

// BasicScheme is "Authorization: Basic <value>" (RFC 7617). The value comes from
// [Basic]; [BasicAuth] is the shorter way.
func BasicScheme() Scheme { return Scheme{authorization, "Basic "} }

// Header is "<name>: <token>", for instance X-Api-Key. [Static] and [Refreshing]
// refuse a name that isn't a header name, or that net/http writes by itself.
func Header(name string) Scheme { return Scheme{textproto.CanonicalMIMEHeaderKey(name), ""} }

// Basic returns the base64 value of user and password for [BasicScheme]. RFC 7617
// allows neither ':' in the user nor control characters in either; for such input
// Basic returns the empty Secret, which [Static] refuses. [BasicAuth] says which
// of them is wrong.
func Basic(user string, password Secret) Secret {
	if checkBasic(user, password) != nil {
		return ""
	}
	return Secret(base64.StdEncoding.EncodeToString([]byte(user + ":" + password.Reveal())))
}

// BasicAuth is the [Authenticator] for a fixed user and password (RFC 7617). A
// vendor whose key is the user has an empty password, or the reverse, but one of
// them must be set. Its errors show neither.
func BasicAuth(user string, password Secret) (Authenticator, error) {
	if err := checkBasic(user, password); err != nil {
		return nil, err
	}
	return Static(BasicScheme(), Basic(user, password))
}

func checkBasic(user string, password Secret) error {
	switch {
	case user == "" && password == "":
		return errors.New("auth: basic: user and password are empty")
	case strings.Contains(user, ":"):
		return errors.New("auth: basic: the user contains ':', which ends the user name")
	case strings.ContainsFunc(user, isControl):
		return errors.New("auth: basic: the user contains a control character")
	case strings.ContainsFunc(password.Reveal(), isControl):
		return errors.New("auth: basic: the password contains a control character")
	}
	return nil
}

func (s Scheme) validate() error {
	if s.header == "" {
		return errors.New("auth: the scheme has no header name")
	}
	if strings.ContainsFunc(s.header, isNotTokenChar) {
		return fmt.Errorf("auth: %q is no header name", s.header)
	}
	switch s.header {
	case "Connection", "Content-Length", "Host", "Te", "Trailer", "Transfer-Encoding", "Upgrade":
		// net/http owns these: it would drop the credential or break the request.
		return fmt.Errorf("auth: header %s can't carry a credential", s.header)
	}
	return nil
}

// values returns the header's value for a credential. It is to be shared between
// requests; cap is 1, so that an append to it copies.
func (s Scheme) values(v Secret) ([]string, error) {
	raw := v.Reveal()
	var problem string
	switch {
	case raw == "":
		problem = "is empty"
	case len(raw) > maxTokenBytes:
		problem = "is longer than 64 KiB"
	case strings.ContainsFunc(raw, isControl):
		problem = "contains a control character, such as the line end of a file"
	case strings.TrimSpace(raw) != raw:
		problem = "begins or ends with a space"
	case raw == redacted:
		problem = "is the text " + redacted + "; it was saved by printing a Secret instead of revealing it"
	default:
		return []string{s.prefix + raw}, nil
	}
	return nil, fmt.Errorf("auth: the credential for header %s %s", s.header, problem)
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

// isNotTokenChar is the complement of tchar in RFC 9110 section 5.6.2.
func isNotTokenChar(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
		return false
	}
	return !strings.ContainsRune("!#$%&'*+-.^_`|~", r)
}
