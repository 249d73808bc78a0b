package vendorkit_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A client's services are interfaces, and go doc and editors show the comments
// of an interface's methods, never those of the unexported type behind it. What
// a method's errors mean and whether it may be repeated has to stand there.
func TestMethodsOfInterfacesAreDocumented(t *testing.T) {
	t.Parallel()
	methods := 0
	for _, pkg := range listPackages(t) {
		if pkg.Name == "main" || strings.Contains(pkg.ImportPath, "/internal/") || pkg.rel() == "client/clienttest" {
			continue // clienttest.TB is testing.TB's, and documented there
		}
		files, err := filepath.Glob(filepath.Join(pkg.Dir, "*.go"))
		require.NoError(t, err)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments|parser.SkipObjectResolution)
			require.NoError(t, err)
			ast.Inspect(parsed, func(n ast.Node) bool {
				spec, ok := n.(*ast.TypeSpec)
				if !ok || !spec.Name.IsExported() {
					return true
				}
				api, ok := spec.Type.(*ast.InterfaceType)
				if !ok || len(api.Methods.List) == 1 { // the comment of the type says it
					return true
				}
				for _, method := range api.Methods.List {
					if len(method.Names) == 1 { // else it is embedded
						methods++
						assert.NotNil(t, method.Doc, "%s.%s.%s has no comment", pkg.rel(), spec.Name.Name, method.Names[0].Name)
					}
				}
				return true
			})
		}
	}
	assert.Greater(t, methods, 150, "the services have that many")
}
