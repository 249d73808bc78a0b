// Package auth keeps credentials: secrets that don't print, tokens that are renewed
// with as few logins as possible, and the schemes by which they enter a request.
package auth
