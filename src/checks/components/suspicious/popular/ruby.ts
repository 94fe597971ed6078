/** Well-known gems: those of a real application (OWASP/railsgoat, Gemfile.lock @ 0222f7d), those with the most advisories of their own (rubysec, 2026-08), and some known to the authors. */
export const rubyNames: string = `
rails rake bundler rspec nokogiri devise puma sidekiq pg mysql2 sqlite3 redis faraday httparty rest-client json thor rubocop pry byebug capybara
factory_bot factory_bot_rails faker simplecov webmock vcr rack sinatra unicorn carrierwave paperclip shrine kaminari will_paginate pundit cancancan
omniauth omniauth-oauth2 jwt bcrypt activeadmin simple_form friendly_id ransack sprockets webpacker turbolinks jbuilder sass-rails uglifier
coffee-rails jquery-rails bootsnap spring listen dotenv dotenv-rails figaro aws-sdk aws-sdk-core aws-sdk-s3 aws-sigv4 google-cloud-storage fog-aws
stripe twilio-ruby slack-ruby-client octokit git gitlab jekyll kramdown redcarpet rouge haml slim liquid mustache erubi tilt mini_magick rmagick
ruby-vips prawn wicked_pdf roo spreadsheet rubyzip minitar nio4r eventmachine celluloid concurrent-ruby thread_safe connection_pool dalli memcached
mongo mongoid elasticsearch searchkick pg_search graphql grpc google-protobuf protobuf msgpack oj yajl-ruby multi_json hashie mime-types mini_mime
addressable public_suffix excon typhoeus httpclient http net-ssh net-scp net-sftp capistrano chef puppet vagrant fastlane cocoapods xcodeproj xcpretty
logstash-core fluentd sentry-ruby sentry-raven newrelic_rpm honeybadger rollbar bugsnag lograge rack-cors rack-attack rack-protection secure_headers
brakeman bundler-audit rubocop-rails rubocop-rspec rubocop-performance standard reek guard guard-rspec launchy selenium-webdriver webdrivers
chromedriver-helper mechanize poltergeist cucumber shoulda shoulda-matchers timecop mocha test-unit minitest tzinfo i18n i18n-js money money-rails
whenever clockwork resque delayed_job sucker_punch statesman aasm paper_trail audited acts-as-taggable-on acts_as_list ancestry awesome_print
amazing_print colorize rainbow tty-prompt highline gli optimist slop zeitwerk ffi bigdecimal racc strscan psych loofah crass activesupport
activerecord railties actionpack actionmailer actionview activejob activemodel activestorage actioncable actiontext actionmailbox aruba ast base64
benchmark better_errors binding_of_caller builder childprocess coderay contracts cucumber-ci-environment cucumber-core cucumber-cucumber-expressions
cucumber-gherkin cucumber-html-formatter cucumber-messages cucumber-tag-expressions database_cleaner database_cleaner-active_record
database_cleaner-core date debug_inspector diff-lcs docile drb em-websocket erb foreman formatador globalid guard-compat guard-livereload guard-shell
http_parser.rb importmap-rails io-console irb jquery-fileupload-rails language_server-protocol lint_roller logger lumberjack mail marcel matrix
memoist3 method_source mini_portile2 multi_test nenv net-imap net-pop net-protocol net-smtp notiffany parallel parser power_assert pp prettyprint
prism pry-rails rack-livereload rack-session rack-test rackup rails-dom-testing rails-html-sanitizer rb-fsevent rb-inotify rdoc regexp_parser reline
responders rexml rspec-core rspec-expectations rspec-mocks rspec-rails rspec-support rubocop-ast ruby-prof ruby-progressbar sassc sassc-rails
securerandom shellany simplecov-html simplecov_json_formatter sprockets-rails stimulus-rails stringio sys-uname timeout tsort turbo-rails
turbolinks-source unicode-display_width unicode-emoji uri useragent websocket websocket-driver websocket-extensions xpath rubygems-update camaleon_cms
publify_core ckeditor passenger spree decidim ruby-saml fat_free_crm decidim-core openc3 katello avo lodash-rails doorkeeper bootstrap bootstrap-sass
jquery-ui-rails alchemy_cms ember-source mcp view_component dragonfly webrick yard commonmarker cgi phlex spree_api decidim-admin action_text-trix
sanitize rails_admin fog-dragonfly spina private_address_check chartkick decidim-verifications mpxj geminabox openssl handlebars-source omniauth-saml
json-jwt gollum devise-two-factor brbackup sidekiq-pro spree_auth_devise administrate iodine omniauth-facebook pdfkit solidus_frontend faye
activeresource pwpush kajam
`;
