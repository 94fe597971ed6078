/** Names of npm that `nearName` would take for another one, and that were downloaded 3,000 times a month or more in autumn 2026: honest neighbours (not the names that the registry holds against misuse). */
export const npmLegitimate: string = `
@aa-sdk/core @babbel/eslint-config @best/analyzer @best/api-db @best/builder @best/cli @best/compare @best/config @best/console-stream
@best/github-integration @best/regex-util @best/runner @best/runner-abstract @best/runner-headless @best/runner-remote @best/runtime @best/shared
@best/store @best/store-fs @best/types @best/utils @fakerjs/age @fakerjs/animal @fakerjs/blood @fakerjs/boolean @fakerjs/browser @fakerjs/domain
@fakerjs/email @fakerjs/faker @fakerjs/firstname @fakerjs/float @fakerjs/game @fakerjs/gender @fakerjs/house @fakerjs/integer @fakerjs/ip
@fakerjs/lastname @fakerjs/letter @fakerjs/paragraph @fakerjs/profession @fakerjs/sentence @fakerjs/sport @fakerjs/string @fakerjs/superhero
@fakerjs/tld @fakerjs/url @fakerjs/word @hapic/harbor @honeo/check @mdui/icons @mdui/jq @mdui/shared @nest/testing @nestjsi/class-validator
@nestjsx/crud @nestjsx/crud-request @nestjsx/crud-typeorm @nestjsx/util @nxext/capacitor @nxext/common @nxext/ionic-angular @nxext/stencil @nxext/vite
@pgpm/database-jobs @pgpm/inflection @pgpm/metaschema-modules @pgpm/metaschema-schema @pgpm/services @pgpm/types @pgpm/verify @pionjs/pion
@pnext/three-loader @protobufs/cosmos @protobufs/cosmos_proto @protobufs/gogoproto @protobufs/google @protobufs/tendermint @rslint/core
@rslint/linux-x64 @rslint/win32-x64 @smui/banner @smui/button @smui/card @smui/checkbox @smui/chips @smui/circular-progress @smui/common
@smui/data-table @smui/dialog @smui/drawer @smui/fab @smui/floating-label @smui/form-field @smui/icon-button @smui/image-list @smui/layout-grid
@smui/line-ripple @smui/linear-progress @smui/list @smui/menu @smui/menu-surface @smui/notched-outline @smui/paper @smui/radio @smui/ripple
@smui/segmented-button @smui/select @smui/slider @smui/snackbar @smui/switch @smui/tab @smui/tab-bar @smui/tab-indicator @smui/tab-scroller
@smui/textfield @smui/tooltip @smui/top-app-bar @smui/touch-target @storyblok/app-extension-auth @storyblok/astro @storyblok/design-system
@storyblok/field-plugin @storyblok/js @storyblok/management-api-client @storyblok/mui @storyblok/nuxt @storyblok/nuxt-2 @storyblok/preview-bridge
@storyblok/react @storyblok/region-helper @storyblok/richtext @storyblok/svelte @storyblok/vue @storyblok/vue-2 @svgo/jsx @svgx/core
@svgx/vite-plugin-react @svitejs/changesets-changelog-github-compact @typed/curry @typen/nullish @unts/get-tsconfig @unts/patch-package
@vinejs/compiler @vinejs/vine @vizejs/fresco @vizejs/native @vizejs/native-linux-x64-gnu @vizejs/native-linux-x64-musl @xapi/cmi5 @xapi/xapi
@yext/analytics @yext/answers-core @yext/components-404 @yext/components-tsx-geo @yext/components-tsx-maps @yext/eslint-config
@yext/eslint-plugin-export-star @yext/pages @yext/pages-components @yext/schema-wrapper @yext/search-core @yext/search-headless
@yext/search-headless-react @yext/search-ui-react @yext/sites-react-components @yext/types Base64 Buffer CSSselect CSSwhat EventEmitter FileList
FileSaver FormData JSONPath URIjs accept acorn-node acron amocha ansi ansi-color ansi-escape ansi2 ansi2html ansicolor ansistyles archiver-node args
args-parser as-base64 as-number asarray asenv asl-types astq async-kit asyncc asyncjs auth auto-prefixer aws-cdk axiom axis babel-generator
babel-helper-annotate-as-pure babel-helper-function-name babel-helper-module-imports babel-helper-module-transforms
babel-helper-optimise-call-expression babel-helper-remap-async-to-generator babel-helper-replace-supers babel-helper-simple-access
babel-helper-wrap-function babel-helpers babel-plugin-syntax-async-generators babel-plugin-syntax-class-properties babel-plugin-syntax-dynamic-import
babel-plugin-syntax-object-rest-spread babel-plugin-syntax-optional-catch-binding babel-plugin-syntax-optional-chaining babel-plugin-syntax-typescript
babel-plugin-transform-async-generator-functions babel-plugin-transform-async-to-generator babel-plugin-transform-class-properties
babel-plugin-transform-dynamic-import babel-plugin-transform-exponentiation-operator babel-plugin-transform-member-expression-literals
babel-plugin-transform-new-target babel-plugin-transform-object-rest-spread babel-plugin-transform-optional-catch-binding
babel-plugin-transform-optional-chaining babel-plugin-transform-property-literals babel-plugin-transform-react-display-name
babel-plugin-transform-react-jsx babel-plugin-transform-react-jsx-self babel-plugin-transform-react-jsx-source babel-plugin-transform-regenerator
babel-plugin-transform-runtime babel-plugin-transform-typescript babel-plugin-transform-unicode-property-regex babel-preset-env babel-preset-react
babel-preset-typescript babel-template babel-test babylonjs bach bare-ws base-n base64 base64-url base64js bcrpc bcrypt-node bcrypto beedle bfile
big-js biginteger binaryextensions binrpc blob-stream bmocha body-parse boostrap bottleneckp bower bplist brace brakes brcypt brotli-js browser
browserlist bsplit bstring buffer-equals bufferjs byte bytes.js cacheables canvasjs charset chartjs cherio chroma chunky cjs-loader class-names
classname cli-spinner clicolor cline clipboard clonedeep clones clor clui code codemirror-node collapse-whitespace colog color-js color-namer
color-space color.js colors.js colorts colour colr colr-convert common-dir compare-version compresion comutils console construct content-types
cookie-jar cookie-parse cookie.js cookiejs cookieparser cookies-js corejs cose-js cramda crc32 create-nuxt-app crel crypto crypto-es crypto-ts
crypto.js cryptojs cryptr cson-parser csp-parse css-parse css-stringify csso-loader csstree csv-loader csv-parser customevent d3-dag d3-hsv d3-tile
damerau-levenshtein-js dapjs data-fns date-fn days debounced debug-log decodeuricomponent decompress-tarxz dedent-js deep-merge defaulty define
deindent delegate did-you-mean diff_match_patch dns.js dom-serialize dom-utils dot-env dotprop dts-jest dts-loader echarts eclint edn-data emitter
emotion emotion-utils enable env-path errio error errorex errto es-constants es-cookie es-jest es-map es-set es-symbol es6-promises
escape-string-regexp-node eslint-plugin-ejs eslint-plugin-i eslint-plugin-preact eslint-plugin-prettierx eslint-plugin-tsdoc eslist eslit esplint
esprimaq event eventemitter eventy exec expect.js expres expressjs expresss extend.js extendr extent fable fclone fetch file file-save file-saverjs
file-size filed filesaver filesize.js filetype find findup fitty flash flatten fmerge fn-name focus-trap-js formatjs formats formdata formic formio
fqueue freshy frontmatter frp-ts fs-promise fs-tree fs.extra fstream-npm ftp-ts fuzzyjs fwalker gerror get-env get-ports getport getstream gextend
gglobby global-npm globl googleapi graphiql graphql.js gzip-stream hable hagent handlebar has-own hash hasher hashr hashy highlightjs hpropagate
html-escape html-tag http-browserify http-error http-serve http-status-code http_status_codes httperrors husk if-ci imagesize imer immediato
import-locals indent inherit inquire inquirer-confirm ip-bigint ip-filter ip-set is-array is-base64 is-blob is-node is-sea is-uri is-window is.object
isbuffer isnumber iso-url isobj isostring isurl isutf8 it-buffer it-glob it-map iterate its-set jQuery jbinary jcanvas jdom jest-ci jest-expect
jest-globals jest-reporters jest-unit jest-xunit jfile jgrowl jquery-node js-cookies js-extend js-loader js-logger js-queue js-tree js-url js.cookie
jsdoc jslint jsom json-parse json-parser json-path json-pointer json-stream json-web-token json2md json_ jsona jsonc jsonc-parse jsonh jsonp jsonpatch
jsonpath-js jsonpointer.js jsonq jsonstream jspath jssip just-validate jzip kindof lamda levee level list lit-ntml loadash loadsh locks lodash-node
lodash-template lodash.reinterpolate lodash.set lru-cache-node lru-memoize lrucache lstream lucide-preact maath marge markdown-it-ruby marker marko
marksy markty marqy masked match matched mcrypt md5js media-type mem-fs memjs memoize memory-stream mergee method mime-type mimer mimetypes minimost
mkdir mkdir-p mkdirs mkpath ml-matrix mockjs mocks momentjs momment mongo-db mongod mongose mpromise msbuild msgpack msgpack5 mstring multimath murl
murmur-hash-js murmurhash murmurhash3js nano-id nerror nest-cli newsapi next-env next-theme node-archiver node-builtins node-canvas node-clipboardy
node-cookie node-event-emitter node-fetch-retry node-fs-extra node-gp node-http-proxy node-http-server node-jsonwebtoken node-mailer node-mime-types
node-mocks-http node-object-hash node-postgres node-prismjs node-process node-promise node-redis node-resolve node-tunnel node-walker node-which
nodeman nodemod nollup nookies normalize-uri normalizeurl notion-utils npm-bundle npm-delay npm-run-parallel npm-which nprogress ntypescript
object-values object_values octokat oniguruma-to-js openapi ordered-map otrie ouch p-tap package.json pargs parse parse-curl parse-dms parse-md
parse-patch parse-uri parse_url parsejson parser parseuri patch path-parser path-to-regex path2 paws-sdk pegjs phpass playright playwright-test png-js
png.js postcss-jsx postcss-sass postcss-svg postgrejs preact-markdown preact-redux preact-router preact-transition-group prelude-ts prequest
prettier-plugin-tailwind-css prettierx pretty-js prism promis promise-js promise.retry promised-retry promish promist prompt prop-type proptypes
protobuf.js ps-node ptrie pupeteer qhistory qrcode-npm qrcode-react qrcode.js qrcodejs qsocks query querystrings rambda rar-stream rasha rcolor reach
react-date-picker react-ds react-icon react-if react-py react-render-to-string react-rnd react-selecto react-vis reactn read-png readdir recase
rechart redis-js reds redux-thunks regenerator reges regexpu reghex regx remark-mdc remark-mdxjs requests reqwest resolver restructured rfile
rgb-color rifraf rodemirror routerjs routr rregex rs-module-lexer rsolve rsync runnel saxen schedule scrypt scrypt-pbkdf scss-loader seed-random
semiver server servez servie set-prototype-of setimmediate.js setvalue shallow-equals socket-io socketio socksjs sockx sooner source-map-cjs sourcemap
spawn-commands split.js sprintfjs squid stably stacktrace stash stdnum storyblok stream streamp streams streamz string string-templater strip
stubborn-ws styled-component stylelint-rscss styles styles-loader stylus sua.js svgstore swimmer switch sync sync-each table-js tabler
tailwindcss-animated talib tar-js tedis test-each testing-library__dom textextensions thinky three.js throughv thunk thunks timespan tiny-queue
titlecase tldjs to-array-buffer to-case topo-sort traverser tree treekill trouter ts-levenshtein ts-lib ts-map ts-object-path ts-promise ts-stream
ts-utils tsc-node tslab tslint tslint-config-airbnb tslint-config-airbnb-base tslint-config-prettier tslint-plugin-prettier tslint-webpack-plugin
tslog tspath tsqlstring ttypescript typecheck types-react types-react-dom typescript-eslint-parser typescript-node uglify-es uglifyjs undent
underscore-node upash uri-template urljoin use-debouncy util-promisify utile utils utilx validator-js validator.js validatorjs validators
var-validator vargs varmint vasync verge versor vite-jsconfig-paths vite-plugin-svgo vrtest vstream vsvg-parser vue-route vue-toc walkes wargs watch
watcher wcwidth.js web-streams-ponyfill witch workers wouter writer writr wrote wuzzy x-path xast-util-to-string xastscript xbytes xerror xpath.js
xprogress xstream xtraverse yerror yqueue zeros zipstream ztable
`;
