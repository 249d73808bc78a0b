package pay

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"
)

type memberService struct{ client *client.Client }

func (s *memberService) Exists(ctx context.Context, msisdn string, opts ...client.CallOption) (bool, error) {
	if msisdn == "" || strings.Trim(msisdn, "0123456789") != "" {
		return false, &client.CallError{
			Vendor: Vendor, Operation: opMemberExists.Name,
			Cause: fmt.Errorf("%w: a mobile number is international digits and nothing else", client.ErrInvalid),
		}
	}
	answer, err := client.Call[membership](ctx, s.client, client.Request{Op: &opMemberExists, Args: []string{msisdn}}, opts...)
	if err != nil {
		if saysNoMember(err) {
			return false, nil
		}
		return false, err
	}
	return answer.exists, nil
}

// saysNoMember recognises a 404 of the operation, in contrast to one of the login
// before it, or of a web server on the way, which answers with a page.
func saysNoMember(err error) bool {
	e, ok := errors.AsType[*Error](err)
	if !ok || e.StatusCode != http.StatusNotFound || e.Operation != opMemberExists.Name {
		return false
	}
	return !strings.Contains(strings.ToLower(e.Header.Get("Content-Type")), "html") &&
		!bytes.HasPrefix(bytes.TrimSpace(e.Body), []byte("<"))
}

// membership is the answer of members.exists, whose form is unknown: see
// MemberService.
type membership struct{ exists bool }

var errNotMembership = errors.New("the answer is neither a boolean nor an object with exactly one boolean")

// UnmarshalJSON is strict: what isn't recognised must not be taken for a no.
func (m *membership) UnmarshalJSON(data []byte) error {
	if exists, ok := asBool(data); ok {
		m.exists = exists
		return nil
	}
	var object map[string]json.RawMessage
	if client.Unmarshal(data, &object) != nil {
		return errNotMembership
	}
	found := 0
	for _, value := range object {
		if exists, ok := asBool(value); ok {
			m.exists = exists
			found++
		}
	}
	if found != 1 {
		return errNotMembership
	}
	return nil
}

func asBool(data []byte) (value, ok bool) {
	switch string(bytes.TrimSpace(data)) {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	return false, false
}
