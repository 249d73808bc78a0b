package auth

import (
	"fmt"
	"io"
	"log/slog"
)

// redacted is what every Secret prints as. An empty Secret prints the same, so
// that output doesn't even tell whether a credential was set.
const redacted = "[redacted]"

// Secret is a string that doesn't print: with every verb of package fmt, in
// log/slog, in JSON and in every other encoding that honours
// [encoding.TextMarshaler] it is "[redacted]", empty or not. It decodes like a
// plain string, so that the field of a login answer can be a Secret.
//
// [Secret.Reveal] is the only way out that keeps the type's promise. Go itself
// leaves gaps, which no method of a string type can close:
//
//   - fmt prints unexported struct fields without calling their methods. Keep a
//     Secret in an exported field, or in a closure.
//   - fmt also calls no methods where the verb doesn't suit the operand: %p or %w
//     with a Secret (go vet reports both), and any verb but %v and those for
//     integers with a pointer to a struct that isn't the operand itself, such as
//     %s with a []*Config. A String method on the struct helps against the latter.
//   - encoding/json writes the keys of a map[Secret]T raw. Don't use a Secret as
//     a map key.
//   - Conversions such as string(s) and []byte(s) are ordinary Go. Write
//     s.Reveal() instead, so that a search for Reveal finds every exit.
type Secret string

// Reveal returns the secret text. Give it to the wire and to nothing that prints.
func (s Secret) Reveal() string { return string(s) }

// String implements [fmt.Stringer].
func (s Secret) String() string { return redacted }

// GoString implements [fmt.GoStringer].
func (s Secret) GoString() string { return redacted }

// Format implements [fmt.Formatter], which is what covers %x, %d and the verbs
// that String alone would leave open. Width and flags are ignored.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue implements [slog.LogValuer].
func (s Secret) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText implements [encoding.TextMarshaler], which JSON and XML follow. What is saved this way can't
// be read back: a [Store] that writes tokens has to call Reveal.
func (s Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }
