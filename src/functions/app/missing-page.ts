/** Shown at `/` by a service whose web app was not built. */
export const missingPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Etiquette</title>
  </head>
  <body>
    <h1>The web app is not built</h1>
    <p>The service runs. Run <code>npm run build</code> in the folder of the repository, and load this page again.</p>
    <p><a href="api/docs">Read and try the API</a></p>
  </body>
</html>
`
