// Package retry answers one question: when may the next byte be sent?
package retry
