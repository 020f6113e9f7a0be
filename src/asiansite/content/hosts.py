"""Hosts: the programs and services that know a site's redirects and headers from a file of their own."""

HOSTS = ("netlify", "cloudflare", "nginx", "apache", "caddy")
"""Those that the setting `hosts` may name."""

HOST_FILES = {
    "netlify": ("_redirects", "_headers"),
    "cloudflare": ("_redirects", "_headers"),
    "nginx": ("nginx.conf",),
    "apache": (".htaccess",),
    "caddy": ("Caddyfile",),
}
"""The files, at the root of the output, that each reads."""
