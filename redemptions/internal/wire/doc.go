// Package wire holds what the two APIs of 6DOT50 have in common on the wire: the
// login, the times, the 400 body and the paging by skip and take.
package wire
