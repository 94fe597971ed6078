/** The 500 scoped packages of npm that were downloaded most in autumn 2026, most first: names without a scope imitate them (`types-node`). */
export const npmScoped: string = `
@types/node @babel/types @babel/code-frame @babel/parser @rollup/rollup-linux-x64-musl @jridgewell/trace-mapping @babel/helper-validator-identifier
@babel/generator @babel/traverse @babel/core @babel/template @babel/helper-module-imports @babel/runtime @babel/helper-module-transforms
@babel/compat-data @babel/helpers @jest/types @typescript-eslint/types @babel/helper-compilation-targets @babel/helper-string-parser
@jridgewell/sourcemap-codec @types/estree @typescript-eslint/typescript-estree @typescript-eslint/visitor-keys @babel/helper-plugin-utils
@jridgewell/gen-mapping @typescript-eslint/scope-manager @smithy/util-utf8 @babel/helper-validator-option @esbuild/linux-x64 @jridgewell/resolve-uri
@aws-sdk/types @typescript-eslint/utils @smithy/util-buffer-from @sinclair/typebox @img/sharp-linuxmusl-x64 @img/sharp-libvips-linuxmusl-x64
@smithy/is-array-buffer @smithy/types @types/yargs @unrs/resolver-binding-linux-x64-musl @opentelemetry/core @typescript-eslint/parser @jest/schemas
@tailwindcss/oxide-linux-x64-musl @types/json-schema @types/react @typescript-eslint/eslint-plugin @nodelib/fs.stat @typescript-eslint/type-utils
@babel/helper-globals @isaacs/cliui @nodelib/fs.walk @nodelib/fs.scandir @eslint/eslintrc @eslint/js @radix-ui/react-slot
@eslint-community/eslint-utils @opentelemetry/semantic-conventions @aws-sdk/util-endpoints @eslint-community/regexpp @pkgjs/parseargs
@humanwhocodes/module-importer @humanwhocodes/retry @radix-ui/react-primitive @babel/plugin-syntax-jsx @jridgewell/remapping @opentelemetry/resources
@rollup/rollup-linux-x64-gnu @babel/helper-annotate-as-pure @types/babel__traverse @smithy/protocol-http @aws-sdk/middleware-user-agent
@aws-sdk/util-user-agent-node @types/babel__core @babel/plugin-syntax-typescript @types/babel__generator @opentelemetry/api-logs @aws-sdk/core
@sinonjs/fake-timers @types/babel__template @typescript-eslint/tsconfig-utils @eslint/core @typescript-eslint/project-service @types/react-dom
@aws-sdk/credential-provider-node @aws-sdk/util-user-agent-browser @aws-sdk/middleware-host-header @aws-sdk/middleware-logger
@aws-sdk/credential-provider-ini @aws-sdk/token-providers @aws-sdk/credential-provider-web-identity @aws-sdk/credential-provider-env
@aws-sdk/credential-provider-process @aws-sdk/credential-provider-sso @aws-sdk/middleware-recursion-detection @types/unist
@babel/helper-replace-supers @smithy/property-provider @babel/plugin-syntax-import-attributes @babel/helper-create-class-features-plugin
@babel/helper-member-expression-to-functions @jest/transform @aws-sdk/region-config-resolver @bcoe/v8-coverage @types/express-serve-static-core
@eslint/plugin-kit @babel/helper-optimise-call-expression @types/send @jest/fake-timers @eslint/config-array @jest/environment @sinonjs/commons
@swc/helpers @eslint/object-schema @aws-sdk/credential-provider-http @babel/plugin-transform-modules-commonjs @types/istanbul-reports @types/express
@jest/test-result @smithy/node-http-handler @jest/console @vitest/utils @babel/helper-skip-transparent-expression-wrappers @smithy/util-middleware
@smithy/smithy-client @smithy/fetch-http-handler @smithy/shared-ini-file-loader @eslint/config-helpers @smithy/node-config-provider
@opentelemetry/instrumentation @smithy/abort-controller @vitest/pretty-format @humanfs/node @octokit/types @smithy/querystring-builder
@radix-ui/react-context @humanfs/core @types/connect @smithy/util-stream @smithy/middleware-endpoint @tootallnate/once @colors/colors
@smithy/util-hex-encoding @aws-sdk/nested-clients @smithy/util-base64 @smithy/util-uri-escape @babel/plugin-syntax-object-rest-spread
@istanbuljs/schema @smithy/url-parser @ungap/structured-clone @types/serve-static @types/yargs-parser @alloc/quick-lru @opentelemetry/sdk-trace-base
@smithy/middleware-serde @smithy/querystring-parser @smithy/util-retry @babel/helper-define-polyfill-provider @smithy/middleware-stack @vitest/spy
@babel/plugin-syntax-class-properties @babel/plugin-transform-classes @types/ws @aws-sdk/xml-builder @smithy/signature-v4 @types/qs
@babel/plugin-syntax-optional-chaining @babel/plugin-syntax-async-generators @babel/plugin-syntax-nullish-coalescing-operator
@babel/plugin-transform-block-scoping @babel/plugin-syntax-optional-catch-binding @types/istanbul-lib-coverage @babel/plugin-transform-destructuring
@babel/plugin-syntax-top-level-await @babel/plugin-syntax-numeric-separator @babel/plugin-syntax-json-strings @octokit/openapi-types @vitest/expect
@floating-ui/dom @jest/source-map @babel/plugin-transform-spread @babel/plugin-transform-computed-properties @jest/expect-utils @jest/test-sequencer
@types/istanbul-lib-report @smithy/middleware-retry @babel/plugin-syntax-logical-assignment-operators @jridgewell/source-map @jest/globals
@babel/plugin-transform-parameters @floating-ui/core @jest/reporters @smithy/service-error-classification @smithy/core @types/stack-utils
@babel/helper-create-regexp-features-plugin @babel/plugin-syntax-import-meta @babel/plugin-transform-arrow-functions @babel/preset-env
@smithy/util-defaults-mode-node @smithy/util-defaults-mode-browser @babel/plugin-transform-async-to-generator @babel/plugin-transform-for-of
@babel/plugin-transform-shorthand-properties @aws-crypto/util @img/sharp-linux-x64 @babel/plugin-transform-function-name
@babel/plugin-transform-literals @img/sharp-libvips-linux-x64 @babel/plugin-transform-regenerator @babel/plugin-transform-template-literals @jest/core
@babel/helper-wrap-function @types/body-parser @types/json5 @cspotcode/source-map-support @smithy/config-resolver
@babel/plugin-transform-named-capturing-groups-regex @smithy/credential-provider-imds @aws-crypto/sha256-js @babel/helper-remap-async-to-generator
@smithy/hash-node @aws-sdk/client-sso @babel/plugin-transform-unicode-regex @smithy/middleware-content-length @smithy/invalid-dependency
@babel/plugin-transform-sticky-regex @babel/plugin-syntax-bigint @babel/plugin-transform-block-scoped-functions @babel/plugin-transform-object-super
@types/lodash @types/range-parser @babel/plugin-transform-property-literals @babel/plugin-transform-member-expression-literals
@smithy/util-body-length-browser @babel/plugin-transform-modules-systemjs @testing-library/dom @babel/plugin-transform-exponentiation-operator
@babel/plugin-proposal-private-property-in-object @babel/plugin-transform-dotall-regex @smithy/util-endpoints @types/uuid
@babel/plugin-syntax-private-property-in-object @babel/plugin-syntax-import-assertions @ampproject/remapping @emnapi/runtime
@istanbuljs/load-nyc-config @babel/plugin-syntax-class-static-block @babel/plugin-transform-typeof-symbol @babel/plugin-transform-optional-chaining
@types/jest @babel/plugin-transform-modules-amd @types/ms @babel/plugin-transform-duplicate-keys @babel/plugin-transform-modules-umd
@babel/plugin-transform-new-target @rollup/pluginutils @smithy/util-config-provider @types/http-errors @babel/plugin-transform-reserved-words
@opentelemetry/api @adobe/css-tools @sindresorhus/is @babel/plugin-transform-class-properties @smithy/util-body-length-node @floating-ui/react-dom
@babel/plugin-transform-nullish-coalescing-operator @types/eslint @babel/plugin-transform-unicode-escapes @babel/plugin-transform-private-methods
@types/mime @babel/plugin-transform-async-generator-functions @aws-crypto/supports-web-crypto @babel/plugin-transform-react-jsx-source
@aws-crypto/sha256-browser @vitest/snapshot @babel/plugin-transform-react-jsx-self @tsconfig/node10
@babel/plugin-bugfix-v8-spread-parameters-in-optional-chaining @babel/plugin-transform-typescript @babel/preset-modules @tsconfig/node14
@protobufjs/utf8 @protobufjs/path @protobufjs/pool @protobufjs/eventemitter @protobufjs/codegen @protobufjs/base64
@babel/plugin-transform-object-rest-spread @tsconfig/node16 @testing-library/jest-dom @babel/plugin-transform-logical-assignment-operators
@babel/plugin-transform-private-property-in-object @babel/plugin-bugfix-safari-id-destructuring-collision-in-function-expression
@babel/plugin-transform-numeric-separator @babel/plugin-transform-class-static-block @babel/plugin-transform-optional-catch-binding @tsconfig/node12
@humanwhocodes/config-array @vitest/runner @webassemblyjs/ast @floating-ui/utils @radix-ui/react-compose-refs @webassemblyjs/helper-wasm-bytecode
@types/prop-types @protobufjs/float @protobufjs/aspromise @protobufjs/inquire @protobufjs/fetch @jest/expect @standard-schema/spec
@csstools/css-tokenizer @babel/highlight @webassemblyjs/helper-api-error @webassemblyjs/wast-printer @csstools/css-parser-algorithms @vitest/mocker
@rolldown/pluginutils @webassemblyjs/wasm-gen @babel/plugin-transform-export-namespace-from @webassemblyjs/wasm-parser @webassemblyjs/wasm-edit
@webassemblyjs/helper-buffer @webassemblyjs/wasm-opt @webassemblyjs/helper-wasm-section @webassemblyjs/leb128 @webassemblyjs/ieee754
@webassemblyjs/utf8 @next/env @napi-rs/wasm-runtime @babel/preset-typescript @webassemblyjs/floating-point-hex-parser @radix-ui/primitive
@humanwhocodes/object-schema @types/chai @types/graceful-fs @types/semver @babel/plugin-transform-json-strings
@babel/plugin-transform-unicode-sets-regex @babel/plugin-transform-unicode-property-regex @grpc/proto-loader @types/aria-query @graphql-tools/utils
@testing-library/react @babel/plugin-transform-dynamic-import @npmcli/fs @radix-ui/react-use-layout-effect
@babel/plugin-bugfix-v8-static-class-fields-redefine-readonly @types/parse-json @aws-sdk/util-locate-window @inquirer/type @noble/hashes
@octokit/request @types/hast @rtsao/scc @csstools/css-calc @webassemblyjs/helper-numbers @opentelemetry/sdk-metrics
@babel/plugin-syntax-unicode-sets-regex @radix-ui/react-use-controllable-state @octokit/request-error @inquirer/core @radix-ui/react-presence
@tybys/wasm-util @csstools/color-helpers @types/eslint-scope @emnapi/core @babel/plugin-bugfix-firefox-class-in-computed-class-key
@csstools/css-color-parser @radix-ui/react-use-callback-ref @babel/plugin-transform-react-jsx @xtuc/long @radix-ui/react-dismissable-layer
@types/tough-cookie @xtuc/ieee754 @types/debug @next/swc-linux-x64-gnu @radix-ui/react-portal @types/d3-shape @types/mdast @radix-ui/react-id
@octokit/core @octokit/endpoint @babel/plugin-transform-duplicate-named-capturing-groups-regex @pkgr/core @emnapi/wasi-threads @img/colour
@babel/plugin-transform-react-display-name @types/deep-eql @sentry/core @types/retry @aws/lambda-invoke-store @aws-sdk/credential-provider-login
@asamuzakjp/css-color @jridgewell/set-array @babel/plugin-bugfix-safari-class-field-initializer-scope @babel/helper-split-export-declaration
@aws-crypto/crc32 @grpc/grpc-js @smithy/util-waiter @babel/plugin-transform-runtime @isaacs/fs-minipass @octokit/plugin-paginate-rest
@inquirer/confirm @smithy/eventstream-codec @types/trusted-types @testing-library/user-event @emotion/memoize @tailwindcss/oxide @tailwindcss/node
@radix-ui/react-focus-guards @types/normalize-package-data @babel/plugin-transform-regexp-modifiers @octokit/graphql @octokit/auth-token
@inquirer/figures @radix-ui/react-use-escape-keydown @radix-ui/react-focus-scope @vitejs/plugin-react @hapi/hoek @types/pg @babel/preset-react
@aws-sdk/middleware-sdk-s3 @aws-sdk/signature-v4-multi-region @radix-ui/react-collection @szmarczak/http-timer @radix-ui/react-direction
@aws-sdk/util-arn-parser @types/d3-time @tailwindcss/oxide-linux-x64-gnu @tanstack/query-core @smithy/eventstream-serde-node
@smithy/eventstream-serde-universal @swc/counter @opentelemetry/context-async-hooks @smithy/eventstream-serde-browser
@smithy/eventstream-serde-config-resolver @babel/plugin-transform-react-jsx-development @types/d3-color @types/d3-path @radix-ui/react-popper
@unrs/resolver-binding-linux-x64-gnu @octokit/plugin-rest-endpoint-methods @types/d3-scale @types/d3-interpolate @next/eslint-plugin-next
@emotion/unitless @tanstack/react-query @babel/plugin-transform-react-pure-annotations @babel/helper-simple-access @babel/helper-function-name
@next/swc-linux-x64-musl @playwright/test @types/resolve @types/minimatch @types/jsonwebtoken @radix-ui/react-arrow @radix-ui/react-use-size
@aws-sdk/client-s3 @radix-ui/react-roving-focus @opentelemetry/sdk-logs @inquirer/external-editor @nolyfill/is-core-module @swc/core @zeit/schemas
@aws-sdk/middleware-flexible-checksums @radix-ui/react-visually-hidden @modelcontextprotocol/sdk @aws-sdk/middleware-bucket-endpoint
@aws-sdk/middleware-expect-continue @aws-sdk/middleware-ssec @aws-sdk/middleware-location-constraint @types/d3-array @radix-ui/react-dialog
@types/yauzl @azure/abort-controller @radix-ui/react-use-rect @parcel/watcher @radix-ui/rect @discoveryjs/json-ext @opentelemetry/otlp-transformer
@polka/url @babel/plugin-transform-explicit-resource-management @opentelemetry/otlp-exporter-base @isaacs/brace-expansion
@tootallnate/quickjs-emscripten @smithy/uuid @radix-ui/react-separator @angular-devkit/core @smithy/md5-js @types/d3-timer @isaacs/balanced-match
@jest/get-type @types/d3-ease @swc/core-linux-x64-gnu @radix-ui/react-label @babel/plugin-syntax-dynamic-import @types/jsdom @types/node-fetch
`;

/** Scopes of the 8,000 scoped packages of npm that were downloaded most in autumn 2026, most first. */
export const npmScopes: string = `
@types @babel @rollup @jridgewell @jest @typescript-eslint @smithy @esbuild @aws-sdk @sinclair @img @unrs @opentelemetry @tailwindcss @nodelib @isaacs
@eslint @radix-ui @eslint-community @pkgjs @humanwhocodes @sinonjs @bcoe @swc @vitest @humanfs @octokit @tootallnate @colors @istanbuljs @ungap @alloc
@floating-ui @aws-crypto @cspotcode @testing-library @ampproject @emnapi @adobe @sindresorhus @tsconfig @protobufjs @webassemblyjs @standard-schema
@csstools @rolldown @next @napi-rs @grpc @graphql-tools @npmcli @inquirer @noble @rtsao @tybys @xtuc @pkgr @sentry @aws @asamuzakjp @emotion @vitejs
@hapi @szmarczak @tanstack @playwright @nolyfill @zeit @modelcontextprotocol @azure @parcel @discoveryjs @polka @angular-devkit @popperjs @js-sdsl
@dabh @hono @xmldom @fastify @vue @trysound @tokenizer @hookform @remix-run @ai-sdk @rushstack @base44 @google-cloud @storybook @svgr @supabase
@prisma @yarnpkg @leichtgewicht @jsonjoy.com @sentry-internal @puppeteer @flmngr @mswjs @ioredis @formatjs @mui @sideway @socket.io @reduxjs @mdx-js
@graphql-codegen @open-draft @apidevtools @paralleldrive @borewit @faker-js @bufbuild @graphql-typed-document-node @mapbox @ts-morph @actions
@anthropic-ai @dataform @whatwg-node @kwsites @pinojs @sec-ant @dnd-kit @firebase @turf @so-ric @webpack-cli @acemir @pnpm @react-native @jsdevtools
@lukeed @date-fns @cypress @react-types @typespec @sigstore @nicolo-ribaudo @pmmmwh @commitlint @aashutoshrathi @edsdk @chevrotain @tufjs @antfu
@ardatan @oxc-project @nestjs @vercel @microsoft @stoplight @module-federation @google @keyv @clack @msgpackr-extract @cucumber @exodus @shikijs
@react-aria @nx @selderee @jsep-plugin @slack @biomejs @zkochan @redis @gar @mongodb-js @volar @one-ini @datadog @react-stately @braintree @expo
@repeaterjs @apideck @peculiar @cloudflare @algolia @tiptap @scarf @cacheable @lezer @oclif @internationalized @surma @joshwooding @apollo @vueuse
@remirror @changesets @codemirror @bramus @schematics @iarna @stripe @wry @kurkle @semantic-release @angular @electric-sql @fast-csv @iconify
@cnakazawa @oxc-resolver @scure @juggle @wdio @drizzle-team @nuxt @headlessui @react-spring @redocly @urql @0no-co @poppinss @speed-highlight @lit
@webgpu @stylistic @oslojs @posthog @envelop @graphql-hive @apm-js-collab @es-joy @chromatic-com @lmdb @esbuild-kit @balena @react-email
@monaco-editor @panva @ant-design @lit-labs @bundled-es-modules @oozcitak @ngtools @azure-rest @nuxtjs @phenomnomnominal @rspack @pdf-lib @tweenjs
@marijn @sqltools @dual-bundle @jimp @sendgrid @react-navigation @solana @dotenvx @ecies @dimforge @cfworker @mrleebo @aws-cdk @dependents
@react-native-async-storage @stablelib @zip.js @mermaid-js @listr2 @xyflow @swc-node @angular-eslint @react-native-community @adraffy @react-dnd
@langchain @amplitude @use-gesture @manypkg @ctrl @egjs @agentclientprotocol @googlemaps @epic-web @mrmlnc @hutson @fortawesome @zxing @ljharb
@electron @intlify @js-joda @restart @theguild @maplibre @alcalzone @typescript @commander-js @xobotyi @xstate @rc-component @heroicons @edge-runtime
@metamask @base2 @trivago @axe-core @discordjs @auth @segment @lexical @trpc @asyncapi @walletconnect @react-three @lydell @opencode-ai @oxc-parser
@nrwl @apphosting @xhmikosr @malept @mediapipe @preact @huggingface @openai @jsdoc @promptbook @react-pdf @samverschueren @clerk @base-ui @contentful
@oxc-transform @msgpack @openfeature @pm2 @teppeis @neoconfetti @bytecodealliance @astrojs @date-io @monogrid @uiw @mixmark-io @sveltejs @mistralai
@asteasolutions @mozilla @capacitor @ionic @dagrejs @better-auth @capsizecss @appium @launchdarkly @ethereumjs @mariozechner @better-fetch @unhead
@react-leaflet @lerna @auth0 @upstash @hello-pangea @koa @hey-api @icons @vscode @ckeditor @connectrpc @renovatebot @elastic @vue-macros @buape
@gerrit0 @motionone @aws-amplify @clickhouse @ethersproject @apollographql @tediousjs @assemblyscript @paulirish @mdn @zag-js @mantine @quansync
@petamoriken @grammyjs @otplib @reactflow @oven @vanilla-extract @tabler @docsearch @bugsnag @react-google-maps @zone-eu @develar @kamilkisiela
@fullcalendar @pulumi @messageformat @translated @cspell @ast-grep @ngx-translate @line @nivo @material-ui @rails @schummar @tinyhttp @chakra-ui
@kubernetes @textlint @coinbase @t3-oss @homebridge @protobuf-ts @gitbeaker @ianvs @yr @javascript-obfuscator @postman @visx @ts-graphviz
@aw-web-design @googleapis @testcontainers @salesforce @newrelic @openauthjs @a2a-js @temporalio @casl @statsig @larksuiteoapi @streamparser
@neondatabase @react-hook @redux-saga @ndelangen @openapitools @sanity @figspec @atlaskit @tyriar @choojs @gorhom @opensearch-project @fal-works
@serverless @techteamer @wojtekmaj @stencil @reflink @mjackson @jrichman @gilbarbara @swagger-api @turbo @josephg @mischnic @gulpjs @ucast @bull-board
@ide @react-router @whiskeysockets @docusaurus @snowplow @bazel @percy @mux @scalar @silvia-odwyer @httptoolkit @activepieces @conventional-changelog
@simplewebauthn @tippyjs @reach @ark @react-native-firebase @vis.gl @rrweb @videojs @ngrx @modern-js @sidvind @shopify @graphql-yoga @foliojs-fork
@jsii @logdna @notionhq @lingui @oxc-minify @opencensus @phc @graphql-eslint @fingerprintjs @loaders.gl @aws-lambda-powertools @phosphor-icons
@eslint-react @livekit @hypnosphi @primeuix @lottiefiles @vimeo @hexagon @stylelint @oxlint @orval @applitools @verdaccio @netlify @rjsf
@welldone-software @inversifyjs @soda @supercharge @react-oauth @esbuild-plugins @total-typescript @braze @backstage @golevelup @mixpanel
@electron-forge @effect @svgdotjs @browserbasehq @fontsource @hubspot @bomb.sh @arr @emoji-mart @rsbuild @xterm @intercom @workos-inc @levischuck
@react-native-picker @tree-sitter-grammars @styled-system @pinia @rive-app @neon-rs @endemolshinegroup @base-org @glimmer @swaggerexpert @reown
@linear @hotwired @azu @openrouter @uidotdev @uppy @material @oxlint-tsgolint @nevware21 @dxup @portabletext @solid-primitives @secretlint @emmetio
@n1ru4l @readme @okta @libsql @node-llama-cpp @ably @shuding @ffmpeg-installer @codeceptjs @snyk @js-temporal @joshua.litt @react-native-masked-view
@ng-bootstrap @ariakit @fullstory @stdlib @prettier @slorber @antv @testim @openzeppelin @react-native-clipboard @graphiql @wallet-standard
@redux-devtools @mole-inc @transloadit @plotly @marsidev @pandacss @middy @oxfmt @replit @aws-lite @gsap @lhci @craco @xml-tools @lvce-editor
@zxcvbn-ts @acuminous @ngneat @tensorflow @unocss @codesandbox @graphql-inspector @stitches @web3-storage @achrinza @loadable @resvg @tauri-apps
@ibm-cloud @gql.tada @mdi @75lb @thi.ng @probe.gl @ark-ui @solana-program @seznam @sparticuz @sliphua @jsforce @codexteam @node-rs @wolfy1339
@inertiajs @as-integrations @wagmi @stylexjs @corex @adyen @compodoc @vuepic @wyw-in-js @growthbook @size-limit @vuetify @ag-grid-community @sapphire
@gulp-sourcemaps @formkit @aduh95 @arcanis @jspm @arethetypeswrong @math.gl @ewoudenberg @valibot @ng-select @blazediff @openapi-contrib @sphinxxxx
@mastra @node-ipc @lovable.dev @interactjs @pinecone-database @cosmjs @iconify-json @tinymce @derhuerst @andrewbranch @cdktf @rsdoctor @jpwilliams
@inngest @snazzah @callstack @vladfrangu @native-html @mendable @devexpress @json2csv @kafkajs @ledgerhq @contrast @simple-libs @safe-global
@solidity-parser @jsamr @datastructures-js @open-wc @codegenie @node-saml @pivanov @cbor-extract @linaria @flatten-js @adora-so @authenio @coral-xyz
@sap @ag-ui @jest-mock @thednp @deck.gl @angular-builders @castleio @grafana @fluentui @sap-ux @daybrush @mikro-orm @keystonehq @bahmutov @badeball
@paypal @ui5 @embroider @fig @anatine @pact-foundation @vibrant @luma.gl @react-native-google-signin @vuelidate @lifeomic @orama @arms @paulmillr
@splitsoftware @primevue @typeform @happy-dom @hcaptcha @qdrant @dmsnell @node-minify @fontsource-variable @miyaneee @langfuse @gwhitney @twilio
@number-flow @strapi @hocuspocus @mdxeditor @base-ui-components @canvas @jscpd @wordpress @deepgram @cfcs @tsoa @standard-community @paper-design
@multiformats @stomp @microlink @cyclonedx @ts-rest @sap-devx @opennextjs @sagold @builder.io @lokesh.dhakar @ibm @architect @duckdb @pagefind @scena
@knocklabs @wasm-audio-decoders @orpc @currents @carbon @vendia @miragejs @assistant-ui @vscode-logging @bcherny @reportportal @tsd @ts-common
@solana-mobile @eshaz @octetstream @ag-grid-enterprise @mysten @rexxars @remixicon @griffel @trezor @virtuoso.dev @lwc @glideapps @blakeembrey
@remotion @harperfast @breejs @heroui @udecode @react-pdf-viewer @css-inline @figma @keycloak @confluentinc @compiled @serialport @open-rpc @xenova
@apify @nomicfoundation @optimizely @axiomhq @element-plus @handlebars @medv @braidai @iovalkey @databricks @stellar @bundle-stats @boundaries
@revenuecat @vvo @publint @pixi @nestjs-modules @crawlee @release-it @analytics @nats-io @maskito @json-schema-tools @daily-co @rnx-kit @toon-format
@webcomponents @blueprintjs @ffmpeg @seald-io @trigger.dev @sxzz @toruslabs @tronweb3 @pipedream @syncfusion @gemini-wallet @wix-pilot @remote-ui
@react-hookz @sqlite.org @fal-ai @ngrok @near-js @prefresh @unleash @semantic-ui-react @fullhuman @telegraph @polymer @icons-pack @cap-js @notifee
@spruceid @turbopuffer @lancedb @hyperjump @stryker-mutator @e965 @descope @tsparticles @vaadin @optimize-lodash @s2-dev @devicefarmer @import-maps
@phun-ky @elevenlabs @progress @cdklabs @github @nodeutils @loaderkit @bkrem @splidejs @budibase @emurgo @anycable @willsoto @polkadot @plasmohq
@tabby_ai @devcontainers @tanem @cfaester @payloadcms @leeoniya @expo-google-fonts @pierre @zodios @zowe @yeoman @cloudinary @analogjs @ng-idle
@gatsbyjs @e2b @godaddy @conform-to @leafygreen-ui @jercle @ember-data @amcharts @statoscope @dynamic-labs @deno @privy-io @markdoc @d-fischer @stacks
@trapezedev @braintrust @svta @xrplf @cronvel @expressive-code @fast-check @lokalise @qnighy @pdftron @conventional-commits @mobily @blazejkustra
@jitl @react-input @yornaath @originjs @wix @nanostores @mongosh @primeng @arcgis @jsonhero @starknet-io @simonwep @4tw @hpke @intervolga @symfony
@genkit-ai @inlang @tokenlens @n8n_io @zendeskgarden @lucide @chromaui @cubejs-client @mcp-ui @react-native-camera-roll @quasar @pyroscope
@vee-validate @dbml @splinetool @baszalmstra @fastly @vue-flow @fidm @traceloop @jsverse @rtk-query @simple-dom @browserstack @rn-primitives @mergeapi
@dynamic-labs-wallet @faceless-ui @react-native-cookies @next-auth @evocateur @ember @jonkemp @rocket.chat @ndhoule @web @open-web3 @tremor @laravel
@libp2p @pagerduty @rooks @orchidjs @musistudio @design-systems @bitcoinerlab @yao-pkg @invertase @tamagui @prismicio @rudderstack @swimlane
@tokens-studio @devtools-ds @polkadot-api @parse @sigmacomputing @samchon @react-native-documents @streamdown @stardazed @tmcp @elysiajs @escape.tech
@fluent @blocknote @ladjs @reteps @tldraw @artilleryio @google-automations @smithery @r2wc @apimatic @react-native-menu @ipld @peggyjs @pothos @jedmao
@umijs @croct @chainsafe @ebay @html-eslint @telegraf @crowdin @dsnp @n8n @stricli @craftzdog @typechain @eth-optimism @aklinker1 @serwist @lambdatest
`;
