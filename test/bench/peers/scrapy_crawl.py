"""Fetches pages one at a time, takes their titles and stores their bytes, by Scrapy."""

import os
import sqlite3
import tempfile
import time

import scrapy
from scrapy.crawler import CrawlerProcess

from rounds import items, say

urls = items()
folder = tempfile.TemporaryDirectory()
db = sqlite3.connect(os.path.join(folder.name, "pages.sqlite"), isolation_level=None)
db.execute("PRAGMA journal_mode = WAL")
db.execute("PRAGMA synchronous = NORMAL")
db.execute("CREATE TABLE page (url TEXT PRIMARY KEY, title TEXT, body BLOB)")
began = {}


class Pages(scrapy.Spider):
    name = "pages"
    start_urls = urls

    def start_requests(self):
        began["wall"], began["cpu"] = time.perf_counter(), time.process_time()
        for url in urls:
            yield scrapy.Request(url)

    async def start(self):
        for request in self.start_requests():
            yield request

    def parse(self, response):
        row = (response.url, response.css("title::text").get(), response.body)
        db.execute("INSERT INTO page VALUES (?, ?, ?)", row)


process = CrawlerProcess(
    {
        "CONCURRENT_REQUESTS": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 0,
        "LOG_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
    }
)
process.crawl(Pages)
process.start()
(done,) = db.execute("SELECT count(*) FROM page").fetchone()
if done != len(urls):
    raise SystemExit(f"{done} of {len(urls)} pages were fetched")
say(done, time.perf_counter() - began["wall"], time.process_time() - began["cpu"])
