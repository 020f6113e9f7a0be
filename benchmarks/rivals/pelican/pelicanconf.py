"""Settings of the benchmark's site for Pelican."""

SITENAME = "The Daily Benchmark"
SITEURL = "https://bench.example"
TIMEZONE = "Asia/Singapore"
DEFAULT_LANG = "en"
SECTIONS = ("politics", "economy", "security", "environment", "society", "science", "culture", "sport")

PATH = "."
ARTICLE_PATHS = ["content/articles"]
PAGE_PATHS = []
STATIC_PATHS = ["static"]
PATH_METADATA = r"static/(?P<path>.+)"
OUTPUT_PATH = "public"
THEME = "theme"
PLUGIN_PATHS = ["."]
PLUGINS = ["news"]

# As the others do: tables, footnotes, typographic quotation marks; and plain texts are plain.
MARKDOWN = {
    "extensions": ["markdown.extensions.extra", "markdown.extensions.smarty"],
    "output_format": "html5",
}
FORMATTED_FIELDS = []
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}

ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = TAG_URL + "index.html"
AUTHOR_URL = "authors/{slug}/"
AUTHOR_SAVE_AS = AUTHOR_URL + "index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = CATEGORY_URL + "index.html"
DIRECT_TEMPLATES = ["index", "tags", "authors", "404"]
TAGS_SAVE_AS = "tags/index.html"
AUTHORS_SAVE_AS = "authors/index.html"
PAGINATED_TEMPLATES = {"tag": 20, "author": 20, "category": 20}
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]

FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None

# What it has for a second build: the bodies that it has converted, as long as their sources stay.
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CACHE_PATH = ".cache"
CONTENT_CACHING_LAYER = "reader"
CHECK_MODIFIED_METHOD = "mtime"
GZIP_CACHE = False
