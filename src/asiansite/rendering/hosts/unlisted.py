"""What hosts are told of a folder that no search engine shall list: its pictures cannot say it themselves."""

from __future__ import annotations

from collections.abc import Mapping

FILES: Mapping[str, str] = {
    "_headers": "/*\n  X-Robots-Tag: noindex, noarchive\n",
    "nginx.conf": "# Made by asiansite. In the location of this folder: include /path/to/this/nginx.conf;\n"
    'add_header X-Robots-Tag "noindex, noarchive" always;\n',
    ".htaccess": "# Made by asiansite. Apache needs AllowOverride FileInfo for this folder, and mod_headers.\n"
    "<IfModule mod_headers.c>\n"
    'Header always set X-Robots-Tag "noindex, noarchive"\n'
    "</IfModule>\n",
    "Caddyfile": "# Made by asiansite. In the handle of this folder: import /path/to/this/Caddyfile\n"
    'header X-Robots-Tag "noindex, noarchive"\n',
}
"""Each file by its name. No robots.txt: who may not fetch a page never reads its noindex, and lists its address by links alone."""
