package numbers

import (
	"errors"
	"strings"
)

// The bounds of E.164: a country code does not begin with 0, and a whole number
// has at most 15 digits. The lower bound is ours.
const (
	minPhoneDigits = 5
	maxPhoneDigits = 15
)

var (
	errTwoScopes   = errors.New("a listing is of a property or of an account, not of both")
	errPhone       = errors.New("a phone number has 5 to 15 digits and begins with the country code (E.164), without spaces or a leading 0")
	errPhonePlus   = errors.New("a phone number in a body begins with + and the country code (E.164)")
	errSender      = errors.New("a sender is a phone number, or 1 to 11 letters, digits and spaces with at least one letter")
	errNothingToDo = errors.New("there is nothing to change in the parameters")
)

// pathNumber is a phone number as paths take it: E.164 without the plus (pages
// get-numbers and configure-numbers).
func pathNumber(number string) (string, error) {
	digits := strings.TrimPrefix(number, "+")
	if n := len(digits); n < minPhoneDigits || n > maxPhoneDigits || digits[0] == '0' || !isDigits(digits) {
		return "", errPhone
	}
	return digits, nil
}

// checkPhone accepts E.164 as bodies take it, with the plus.
func checkPhone(number string) error {
	if !strings.HasPrefix(number, "+") {
		return errPhonePlus
	}
	_, err := pathNumber(number)
	return err
}

// checkSender accepts no sender (a leased one is used), phone numbers, and
// alphanumeric senders (page send-sms: 1 to 11 characters, letters, digits and
// spaces, at least one letter). Digits alone pass: they may be a number in a
// form that the vendor knows.
func checkSender(from string) error {
	rest := strings.TrimPrefix(from, "+")
	if from == "" || rest != "" && isDigits(rest) {
		return nil
	}
	letters := false
	for i := range len(from) {
		c := from[i] | 0x20
		letter := 'a' <= c && c <= 'z'
		letters = letters || letter
		if !letter && from[i] != ' ' && !isDigits(from[i:i+1]) {
			return errSender
		}
	}
	if !letters || len(from) > 11 {
		return errSender
	}
	return nil
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// samePhone compares numbers that may or may not have their plus.
func samePhone(a, b string) bool {
	return strings.TrimPrefix(a, "+") == strings.TrimPrefix(b, "+")
}
