// Package clienttest tests clients of HTTP APIs on their worst day.
package clienttest
