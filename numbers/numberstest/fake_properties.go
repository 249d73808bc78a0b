package numberstest

import (
	"net/http"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/numbers"
)

func (f *Fake) propertyRoutes() map[string]handler {
	return map[string]handler{
		"GET /v2/Properties":              f.listProperties,
		"POST /v2/Properties":             f.createProperty,
		"GET /v2/Properties/{property}":   f.getProperty,
		"PATCH /v2/Properties/{property}": f.updateProperty,
	}
}

type (
	propertyAnswer   struct{ Property *numbers.Property }
	propertiesAnswer struct {
		Projects      []*numbers.Property
		TotalCount    int
		NextPageToken *string
	}
)

func (f *Fake) getProperty(r *http.Request, _ []byte) *reply {
	p, no := f.property(r.PathValue("property"))
	if no != nil {
		return no
	}
	return ok(propertyAnswer{p})
}

func (f *Fake) listProperties(r *http.Request, _ []byte) *reply {
	page, no := slice(r.URL.Query(), f.properties, 50)
	if no != nil {
		return no
	}
	return ok(propertiesAnswer{Projects: page, TotalCount: len(f.properties)})
}

// isWindowsZone tells Windows time zone IDs ("AUS Eastern Standard Time") from
// IANA names, which is the mistake to make.
func isWindowsZone(id string) bool { return strings.HasSuffix(id, "Standard Time") || id == "UTC" }

func (f *Fake) createProperty(_ *http.Request, body []byte) *reply {
	p := numbers.Property{Active: true}
	if no := decode(body, &p); no != nil {
		return no
	}
	for _, field := range []struct{ name, value string }{{"Name", p.Name}, {"MainDomain", p.MainDomain}, {"TimeZone", p.TimeZone}} {
		if field.value == "" {
			return required(field.name)
		}
	}
	if !isWindowsZone(p.TimeZone) {
		return invalid(numbers.CodeUnknownTimeZone, "TimeZone")
	}
	p.PropertySID, p.AccountSID = f.sid("S"), AccountSID
	f.properties = append(f.properties, &p)
	f.processed[p.Name]++
	return ok(propertyAnswer{&p})
}

func (f *Fake) updateProperty(r *http.Request, body []byte) *reply {
	p, no := f.property(r.PathValue("property"))
	if no != nil {
		return no
	}
	changed := *p
	answer := merge(r, body, &changed)
	switch {
	case answer.status != http.StatusNoContent:
		return answer
	case !isWindowsZone(changed.TimeZone):
		return invalid(numbers.CodeUnknownTimeZone, "TimeZone")
	}
	changed.PropertySID, changed.AccountSID = p.PropertySID, p.AccountSID
	*p = changed
	return answer
}

func (f *Fake) loginRoutes() map[string]handler {
	return map[string]handler{
		"GET /v2/OnlineLogins":                        f.listLogins,
		"GET /v2/OnlineLogins/{login}":                f.getLogin,
		"PATCH /v2/OnlineLogins/{login}":              f.updateLogin,
		"POST /v2/Properties/{property}/OnlineLogins": f.createLogin,
	}
}

type (
	loginAnswer  struct{ OnlineLogin *numbers.OnlineLogin }
	loginsAnswer struct {
		OnlineLogins  []*numbers.OnlineLogin
		TotalCount    int
		NextPageToken *string
	}
	loginRequest struct {
		Email, Password, FirstName, LastName string
		Scopes                               numbers.Scopes
		Enabled                              bool
	}
)

// login finds a login. The code for a missing one is not documented.
func (f *Fake) login(sid string) (*numbers.OnlineLogin, *reply) {
	for _, l := range f.logins {
		if l.OnlineLoginSID == sid {
			return l, nil
		}
	}
	return nil, refuse(http.StatusBadRequest, "ONLINELOGIN_NOT_FOUND", "A matching online login could not be found.")
}

func (f *Fake) getLogin(r *http.Request, _ []byte) *reply {
	l, no := f.login(r.PathValue("login"))
	if no != nil {
		return no
	}
	return ok(loginAnswer{l})
}

func (f *Fake) listLogins(r *http.Request, _ []byte) *reply {
	page, no := slice(r.URL.Query(), f.logins, 50)
	if no != nil {
		return no
	}
	return ok(loginsAnswer{OnlineLogins: page, TotalCount: len(f.logins)})
}

func (f *Fake) createLogin(r *http.Request, body []byte) *reply {
	property, no := f.property(r.PathValue("property"))
	if no != nil {
		return no
	}
	var p loginRequest
	if no := decode(body, &p); no != nil {
		return no
	}
	for _, field := range []struct{ name, value string }{
		{"Email", p.Email}, {"Password", p.Password}, {"FirstName", p.FirstName}, {"LastName", p.LastName},
	} {
		if field.value == "" {
			return required(field.name)
		}
	}
	if len(p.Password) < 8 {
		// Vendors do repeat what they complain of.
		return refuse(http.StatusBadRequest, numbers.CodeParameterTooShort, "The password '"+p.Password+"' is too short.", "Password")
	}
	for _, l := range f.logins {
		if sameText(l.Email, p.Email) {
			return invalid(numbers.CodeParameterInvalid, "Email")
		}
	}
	l := &numbers.OnlineLogin{
		OnlineLoginSID: f.sid("0c6f6f0e-"), Email: p.Email, Enabled: p.Enabled, FirstName: p.FirstName, LastName: p.LastName,
		Created: numbers.Unix(time.Now()), Permissions: []numbers.Permission{{PropertySID: property.PropertySID, Scopes: p.Scopes}},
	}
	f.logins = append(f.logins, l)
	f.processed[p.Email]++
	return ok(loginAnswer{l})
}

// updateLogin merges a patch into what is there.
func (f *Fake) updateLogin(r *http.Request, body []byte) *reply {
	l, no := f.login(r.PathValue("login"))
	if no != nil {
		return no
	}
	changed := *l
	// A list in a merge patch replaces the old one.
	changed.Permissions = nil
	answer := merge(r, body, &changed)
	if answer.status != http.StatusNoContent {
		return answer
	}
	if changed.Permissions == nil {
		changed.Permissions = l.Permissions
	}
	changed.OnlineLoginSID, changed.Created = l.OnlineLoginSID, l.Created
	*l = changed
	return answer
}
