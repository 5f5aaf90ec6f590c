"""Every limit of the product, with its unit and its reason, in one place."""

from __future__ import annotations

from typing import Final

# --- What one canvas may hold -------------------------------------------------------------
CARD_TEXT_CHARS: Final = 5_000
"""Characters in one post-it. A post-it is one idea; a page of text is about 3,000."""
CARDS_PER_CANVAS: Final = 3_000
"""Cards on the board (live ones); links and freehand strokes count with them. Measured fluid to
500, correct to 3,000."""
BOX_TITLE_CHARS: Final = 500
"""Characters shown of the title of an added line or block: each row of a CSV repeats it."""
RANK_CHARS: Final = 200
"""Characters in a rank: a thousand cards put one after the other between the same two."""
FIELD_TEXT_CHARS: Final = 500
"""Characters in one text field of a card (unit, who…)."""
FIELD_NOTE_CHARS: Final = 2_000
"""Characters in a note: a page of explanation under an idea of a few words."""
ORIGIN_CHARS: Final = 64
"""Characters in the id of what a card or a link is a copy of: four times those of ours."""
CARD_ID_CHARS: Final = 64
"""Characters in the id of a card at which everybody is brought: four times those of ours."""
STROKE_CHARS: Final = 20_000
"""Characters in the points of one freehand stroke: two thousand of them, a pen that is not lifted
for a minute. Rooms count strokes with cards and links (CARDS_PER_CANVAS)."""
INK_CHARS: Final = 1_500_000
"""Characters in the points of all the strokes of a canvas, those of its corbeille too; beyond, the
page takes no pen. Drawn offline, all of them still go in one message (MESSAGE_BYTES). A page of a
thousand letters is 160,000."""
MAP_REACH: Final = 20_000
"""Distance, in points of the screen at 100 %, from the middle of a map to an element: a wall of
ten metres. One that is further has no place, and is put near the others."""
FIELD_LINK_CHARS: Final = 2_000
"""Characters in an address: what every browser and server accepts."""
AMOUNT_EUROS: Final = 10**12
"""Euros that one amount of a balance may be, more than the State spends in a year. Beyond, it is a
slip of the keyboard; and its cents could not be exact in a file."""
DOTS_PER_VOTER: Final = 20
"""Gommettes a template or a facilitator may give each voter. The carnet gives 4."""
ACTS_TOGETHER: Final = 40
"""Clicks that one page of a vote may send together, after a cut: all its gommettes, put twice."""
QUESTION_CHARS: Final = 200
"""Characters in the question of a vote: two lines of a phone, read in five seconds."""
ROUNDS_PER_BALLOT: Final = 20
"""Rounds of a vote that are kept: each is the ranking of one canvas, a few kilobytes."""
GROUP_VOTERS: Final = 3
"""Voters of a group (a table, or all that are at none) under which its totals are told with those
of the others only: they would say how somebody voted."""
ROUND_TEXT_CHARS: Final = 500
"""Characters of each idea that a kept round remembers: the idea may be edited since."""
DOCUMENT_BYTES: Final = 8 * 1024 * 1024
"""Size of one encoded Yjs document: a room beyond it stops accepting updates (4413)."""

# --- Messages on the socket ---------------------------------------------------------------
MESSAGE_BYTES: Final = 2 * 1024 * 1024
"""One WebSocket message. The largest honest one is a sync step 2 that gives a full canvas back:
3,000 post-its of 60 letters are 1.3 MB."""
NESTED_TYPES: Final = 2
"""Maps and texts inside one another, under a root: a card, its text. The CRDT core goes down into
them by recursion."""
AUTHORS_PER_UPDATE: Final = 2_000
"""Authors in one message. A page that is opened is an author once something is written in it: a
device that gives back a whole canvas brings those of years."""
AUTHORS_PER_DOCUMENT: Final = 10_000
"""Authors of one canvas: what costs by author costs milliseconds."""
CARDS_EVER: Final = 10_000
"""Cards that one canvas may hold with those of its corbeille: all are read when it is opened."""
CARDS_TOGETHER: Final = 50
"""Cards that those who reach CARDS_PER_CANVAS at the same moment may add: each page stops there
by itself, and a word too many must not be lost for that."""
UPDATE_PIECES: Final = 150_000
"""Runs of letters, values and deletions in one message: three times a full canvas given back.
Read in a third of a second."""
PART_STRUCTS: Final = 512
"""Runs of letters and values given to the CRDT core at once, at most: each may have to be compared
with all those of its text, and nobody else is served until it is over."""
FIRST_PART_STRUCTS: Final = 32
"""How many to begin with: more and more are given as long as it is quick."""
PART_S: Final = 0.003
"""Seconds of the core beyond which fewer are given next."""
CORE_S: Final = 0.3
"""Seconds that the core may take for one message: a full canvas given back takes a tenth of it."""
OPENING_S: Final = 0.5
"""Seconds of the core, beyond what their number and size tell, that all the updates of a canvas may
take: it takes them again each time the canvas is read. Beyond, the canvas is read again; one that
then takes half of it or more takes nothing new. Ordinary ones, measured full, take none."""
ORDINARY_UPDATE_S: Final = 100e-6
ORDINARY_BYTE_S: Final = 50e-9
"""Seconds of the core that an update may take, and each of its bytes: five times what they do."""
MERGED_LETTERS: Final = 32 * 1024 * 1024
"""Letters that the CRDT core copies to put together those of one message: 8,000 letters given
one by one. Ordinary clients put theirs together before."""
AWARENESS_BYTES: Final = 4 * 1024
"""One presence as its client says it: where one is, a cursor."""
AWARENESS_MESSAGE_BYTES: Final = 256 * 1024
"""One message of presence: clients repeat what they hear of all the others."""
AWARENESS_STATES: Final = 400
"""Presences in one message: those of a full canvas, and as many who have just left."""
AWARENESS_DEPTH: Final = 20
"""Levels of lists and objects in one presence; a cursor of ordinary clients has four."""
CURSOR_REACH: Final = 100_000
"""Distance, in points of the screen at 100 %, from the middle of a board to a cursor: what one may
see around an element at MAP_REACH. One that is further is not told."""
AWARENESS_CLOCK: Final = 2**40
"""Highest clock told as it came: a page may have to count on from there, to 2^53 at most."""
AWARENESS_IDS: Final = 10_000
"""Ids whose leaving a canvas remembers, so that nobody takes them: 100 people, 100 reloads each."""
UPDATES_PER_SECOND: Final = 200
"""Messages one browser may send by all its sockets (a program, by each), averaged over 10 s. Fast
typing is 15 a second."""
SEND_QUEUE_MESSAGES: Final = 1_000
"""Messages waiting for one slow client before it is dropped; it resyncs by itself."""
SEND_QUEUE_BYTES: Final = 16 * 1024 * 1024
"""Bytes waiting for one slow client before it is dropped."""
PING_EVERY_S: Final = 60
"""Seconds between two pings of an open socket (a process of rooms alone): clients say they are
here every 15 s by themselves, so a ping only finds the sockets that died without a word."""
EARLY_BYTES: Final = 64 * 1024
"""What is kept of a message whose author is not let in yet; it is read further then."""
SET_ASIDE_MESSAGES: Final = 200
"""Messages of one client that wait for others; beyond, it comes back and resynchronises (1013)."""
SET_ASIDE_BYTES: Final = 256 * 1024
"""Bytes of them."""
UNSAVED_BYTES: Final = 64 * 1024 * 1024
"""Memory of the updates kept while the database cannot commit; beyond, rooms refuse (4429)."""
UNSAVED_BYTES_PER_DOSSIER: Final = 24 * 1024 * 1024
"""What one dossier may have of it: a hundred people who come back with an hour of work each."""

# --- Places in the rooms of one process ---------------------------------------------------
CONNECTIONS_PER_ROOM: Final = 440
"""Open sockets in one canvas: a plenary of 200 people with two tabs, and the places kept."""
CONNECTIONS_PER_DOSSIER: Final = 800
"""Open sockets in all the canvases of one dossier: no dossier fills the server."""
PLACES_KEPT: Final = 40
"""Of the places of a canvas and of a dossier, those that nobody takes who does not facilitate,
and as many more that nobody takes who only reads or votes."""
CONNECTIONS_PER_LINK: Final = 400
"""Open sockets of those who came by one link: a plenary of 200 people with two tabs."""
CONNECTIONS_PER_BROWSER: Final = 12
"""Open sockets of one browser: a dozen tabs."""
CONNECTIONS_PER_ADDRESS: Final = 1_000
"""Open sockets of one address, sockets half-way in too: two plenaries behind one mairie's."""
CONNECTIONS_PER_SERVER: Final = 2_000
"""Open sockets in one process: ten plenaries at once."""
ARRIVALS_AT_ONCE: Final = 1_000
"""Times a dossier, or an address, is entered at once: everyone when the server starts again."""
ARRIVALS_PER_SECOND: Final = 40
"""And then each second."""
BROWSER_ARRIVALS_AT_ONCE: Final = 60
"""Times one browser enters at once: a dozen tabs, on a network that cuts five times."""
BROWSER_ARRIVALS_PER_SECOND: Final = 2
"""And then each second: a page that is refused comes back every 2.5 s."""
ENTRIES_AT_ONCE: Final = 2
"""Of the four threads that let people in, those that one dossier or one secret may hold."""

# --- News of a dossier ---------------------------------------------------------------------
PEOPLE_TOLD: Final = 400
"""People of whom it is told where they are; those beyond are counted. Forty kilobytes."""
PEOPLE_EVERY_S: Final = 1.0
"""Seconds between two tellings of it, and between two of any other news of one kind."""
PEOPLE_BYTES_PER_S: Final = 64 * 1024
"""Bytes in which it is told, a second, to all those of a dossier who may know: with many of them,
or many people, it is told less often. Forty people, told to ten pages: 40,000."""
PEOPLE_LEASE_S: Final = 45.0
"""Seconds during which what another process told of its people is believed."""
PEOPLE_ASK_EVERY_S: Final = 20.0
"""Seconds between two questions to the other processes, as long as somebody wants to know."""
NEWS_BYTES: Final = 6_000
"""Bytes of one announcement to the other processes: PostgreSQL carries 8,000."""
CALLS_AT_ONCE: Final = 6
"""Times that everybody of a dossier may be brought somewhere at once: one who hesitates."""
CALL_EVERY_S: Final = 10.0
"""Seconds between two of those that come after: each one moves a whole room."""

# --- What one dossier may make a process spend --------------------------------------------
TYPING_SHARE: Final = 0.6
"""Seconds of processor each second for the letters typed in one dossier, and their sending: 540
letters a second shown to 200 people, sixty of whom type fast."""
TYPING_AT_ONCE_S: Final = 2.0
"""Seconds of it that may be spent at once; beyond, messages wait their turn."""
DEAR_SHARE: Final = 0.3
"""Seconds of processor each second for all its other messages, which are measured."""
DEAR_AT_ONCE_S: Final = 1.0
"""Seconds of it that may be spent at once: two thousand cards created or moved."""
MODEST_SHARE: Final = 0.01
"""Seconds of processor each second that a dossier spends without waiting for any other: ten people
at work."""
MODEST_AT_ONCE_S: Final = 0.5
"""Seconds of it that may be spent at once: a thousand cards pasted. Beyond, the dossiers that spend
more share what one of them may (TYPING_SHARE, DEAR_SHARE): whoever opens ten has no more."""
SMOOTH_S: Final = 0.02
"""Seconds of work that nobody else feels. Longer work is charged by its square: twice as long,
four times as dear."""
OPENING_TIMES: Final = 5.0
"""At most, what opening a canvas is charged for its time: it is done once for all who are there,
and they would wait for what it costs. 3,000 elements just imported take 0.2 s: nobody waits."""
WRITTEN_SHARE_S: Final = 100e-9
"""Seconds charged for a byte received that is not a letter typed: 3 MB a second in the long run."""
HELD_BYTES: Final = 64 * 1024 * 1024
"""Memory of the messages of one dossier that wait their turn, or are half received (4429)."""
HELD_ENTRY_BYTES: Final = 200
"""What such a message takes in memory besides its bytes."""
HELD_BYTES_PER_BROWSER: Final = 16 * 1024 * 1024
"""What one browser may have of it: a dozen tabs that each give a full canvas back."""
ANSWERS_BYTES: Final = 64 * 1024 * 1024
"""Memory of what the clients of one dossier asked for themselves alone and do not read (4408)."""

# --- Connections of HTTP ------------------------------------------------------------------
REQUEST_HEAD_S: Final = 20
"""Seconds for the first line and the headers of a request. A browser sends them at once, on a
connection that it may have opened 10 s before."""
REQUEST_HEAD_BYTES: Final = 64 * 1024
"""First line and headers of a request: browsers send 16 kB of cookies at most."""
CONNECTION_LOOK_S: Final = 20
"""Seconds between two looks at an open connection: one that is late is ended at the next."""
BODY_BYTES_PER_S: Final = 1_000
"""Slowest rhythm of a body between two looks: bad telephone lines do better. No limit in all: on
a shared 500 kbit/s, 5 MB take more than 80 s."""
ANSWER_UNREAD_S: Final = 120
"""Seconds without anything read of an answer that waits. The system tells us so by steps that
may be of a megabyte: 20 s on 500 kbit/s."""
HTTP_CONNECTIONS_PER_ADDRESS: Final = 3_000
"""Connections of HTTP from one address (proxies apart): a plenary of 200 browsers opens six
each. Beyond, the oldest idle one gives its place."""
HTTP_CONNECTIONS_PER_PROCESS: Final = 10_000
"""Connections of one process, sockets too, if the system gives so many descriptors. Beyond, the
oldest idle one gives its place."""
DESCRIPTORS: Final = 65_536
"""Descriptors asked from the system at start."""
DESCRIPTORS_KEPT: Final = 200
"""Descriptors that connections leave to the database, the log and the files."""
PAGES_PER_ADDRESS: Final = 1_000
"""Pages open at once from one address (Streamlit's sockets): 200 people with two tabs, twice
while those lost with the Wi-Fi are not yet noticed. One takes 15 kB."""
PAGES_PER_PROCESS: Final = 2_000
"""Pages open at once in one process: as many as open canvases."""

# --- Rhythm of the storage ----------------------------------------------------------------
COMMIT_INTERVAL_S: Final = 0.12
"""Seconds between two group commits: the price in latency of *saved*, told within 150 ms."""
NAP_S: Final = 0.008
"""Seconds that a process of rooms alone sleeps after work: under half a picture on a screen."""
SNAPSHOT_EVERY_UPDATES: Final = 500
"""Log rows of one document before a snapshot replaces them."""
SNAPSHOT_EVERY_BYTES: Final = 1024 * 1024
"""Or bytes of these rows, once they are also twice what the last snapshot weighs."""
ARCHIVE_EVERY_S: Final = 24 * 3600
"""Seconds between two archived snapshots of one document: yesterday stays restorable."""
ARCHIVES_KEPT: Final = 30
"""Archived snapshots kept for one document."""
ARCHIVES_BYTES: Final = 16 * 1024 * 1024
"""And bytes of them, the last one apart: a month of days of a canvas of 500 post-its."""
DOSSIER_BYTES: Final = 128 * 1024 * 1024
"""All that the database keeps of the canvases of one dossier: states, log, archives, and the
images behind maps. Beyond, one may only delete (4413). A well filled dossier, with its archives,
is 10 MB; each of its images adds one at most."""

# --- People and links ---------------------------------------------------------------------
PSEUDONYM_CHARS: Final = 40
"""Characters in a pseudonym."""
TITLE_CHARS: Final = 120
"""Characters in the title, the territory and the use case of a dossier."""
TOKEN_BYTES: Final = 32
"""Random bytes in a share token or a session cookie (ASVS 7.2.3)."""
FAILURES_PER_WINDOW: Final = 20
"""Wrong links from one address before it must wait. Failures, not connections: a whole
mairie shares one address."""
FAILURE_WINDOW_S: Final = 600
"""Seconds over which failures are counted."""
SECRET_KEY_CHARS: Final = 32
"""Characters of a key given by the configuration, at least: shorter ones may be guessed."""
CODE_SIGNS: Final = 6
"""Signs of an entry code, of 31: 887 million. With what follows, somebody who tries every day, all
day, finds one of 200 codes in use, of a dossier of chance: in three years from one network, seven
times a year from as many as they like."""
CODE_FAILURES_PER_WINDOW: Final = 30
"""Wrong codes from one network (an IPv4 address, or 48 bits of an IPv6 one) before it must wait,
right ones included: a plenary of 200 types."""
CODE_FAILURES_OF_ALL: Final = 300
"""Wrong codes from everywhere before each network has one try."""
CODE_FAILURES_AT_MOST: Final = 600
"""And before nobody has any, for a while: one may have as many networks as one likes. Fewer than
VISITORS_REMEMBERED, so that no count is forgotten for want of room."""
CODE_FAILURE_WINDOW_S: Final = 600
"""Seconds over which both are counted."""
CODE_ENTRIES: Final = 400
"""New browsers that one code lets in before it is spent: two plenaries. A code that is spread
beyond the room does not let in whoever finds it."""
CODES_PER_DOSSIER: Final = 12
"""Codes of one dossier in force at once: three links on four canvases."""
CREATIONS_PER_WINDOW: Final = 60
"""Dossiers and examples that one address may create: a training room of thirty, twice each."""
CREATION_WINDOW_S: Final = 3_600
"""Seconds over which creations are counted."""
JOINS_AT_ONCE_BY_LINK: Final = 300
"""New browsers that one address brings by one link before they come one by one: a plenary of
200, half of whom come twice (the camera's own browser, then theirs)."""
JOIN_BY_LINK_EVERY_S: Final = 3.0
"""Seconds between two of those that come after: latecomers wait for nobody."""
JOINS_AT_ONCE_BY_ADDRESS: Final = 600
"""New browsers that one address brings by all links together: two plenaries in one building."""
JOIN_BY_ADDRESS_EVERY_S: Final = 1.5
"""Seconds between two of those that come after."""
VISITORS_REMEMBERED: Final = 10_000
"""Addresses, or browsers, of which a count is remembered; then, the one seen longest ago goes. As
many cookies of a day have nothing to renew (``services.settled``); then, all are asked again."""
SESSION_DAYS: Final = 400
"""Days a browser stays in its dossiers without coming back."""
REPLACED_COOKIE_S: Final = 24 * 3600
"""Seconds during which a cookie that was replaced still opens what it opened, and no more: the
other tabs of the browser go on with it. A workshop lasts a day."""
COOKIES_REMEMBERED: Final = 10
"""Replaced values of one browser's cookie: as many dossiers entered in a day with tabs open."""
RENEWAL_WITHIN_S: Final = 1.0
"""Seconds a page waits to know whether its cookie is to be renewed: a database that does not
answer must not keep the page from those whose canvas it shows."""
DOSSIERS_PER_SESSION: Final = 200
"""Dossiers one browser may be in."""
DOSSIERS_ASKED_ABOUT: Final = 500
"""Dossiers of which a device may ask, in one request, whether they were deleted: more than it
can be in, in a body of REQUEST_BYTES."""

# --- Gommettes -----------------------------------------------------------------------------
TABLES_PER_BALLOT: Final = 50
"""Tables declared on one canvas: a plenary of 400 people at tables of eight."""
VOTERS_PER_TABLE: Final = 200
"""Voters declared for one table: a whole room that votes by raising hands."""
TABLE_NAME_CHARS: Final = 40
"""Characters in the name of a table."""
ACT_CHARS: Final = 64
"""Characters in the name of one click; a random one of 128 bits is 22."""
VOTES_AT_ONCE: Final = 120
"""Changes that one device may make to votes at once: thirty people who each placed four while the
network was away. Each one keeps all other votes waiting, for some milliseconds."""
VOTE_EVERY_S: Final = 0.2
"""Seconds between two of those that come after: who enters a show of hands clicks no faster."""
VOTING_AT_ONCE: Final = 2
"""Threads of those that votes have (``web.threads``) that one dossier may hold, on PostgreSQL, for
which they mostly wait: the others are left to other dossiers, whatever a room does."""
VOTING_IN_A_FILE: Final = 1
"""The same on SQLite, where nothing is waited for: threads that compute together only fight for the
interpreter, a third of what a vote cost with three, and it took longer."""
ACTS_REMEMBERED: Final = 20_000
"""Clicks remembered on one canvas, so that a late retry of one does nothing more: five times
what 1,000 voters place. An older one is forgotten, which bounds what clicking for ever stores."""

# --- Files brought in ---------------------------------------------------------------------
IMPORT_BYTES: Final = 5 * 1024 * 1024
"""A file to import."""
IMPORT_CHOICE_BYTES: Final = 64 * 1024
"""What is chosen of a file: the role of a thousand columns, the place of a few hundred values."""
IMPORT_SHOWN: Final = 300
"""Lines of the canvas as it will be, in the preview of a file: ten screens of a phone."""
IMPORT_ROWS: Final = CARDS_PER_CANVAS
"""Rows in a CSV to import."""
SHEET_ROWS: Final = 1_048_576
"""Rows in a CSV to import, blank ones too: all those of a sheet, that some programs write."""
IMPORT_LINES: Final = 120_000
"""Lines in an outline to import, blank ones too: forty for each idea of a full canvas."""
IMPORT_COLUMNS: Final = 1_000
"""Columns in a CSV to import: our own have thirty, and each one is looked up by its name."""
WORKBOOK_BYTES: Final = 60 * 1024 * 1024
"""All that a workbook brought in declares once unpacked: twelve times the biggest file."""
WORKBOOK_FILES: Final = 2_000
"""Files in a workbook brought in: its sheets, styles, pictures."""
WORKBOOK_ELEMENTS: Final = 1_000_000
"""XML elements in a workbook brought in: three for each cell of 3,000 rows and 100 columns. Each
takes a microsecond to walk."""
SHEET_CELLS: Final = 4_000_000
"""Places of a sheet up to its last cell, blank ones too, which a library makes all at once."""
IMPORT_VALUES: Final = 300
"""Values of a column that people match with places, shown to them."""
PASTE_CHARS: Final = 200_000
"""Characters pasted at once into a box."""
OUTLINE_DEPTH: Final = 100
"""Levels made by an outline pasted: beyond what anybody reads, and below the 256 at
which XML readers stop. Deeper lines go to the last level."""
IMPORT_DEPTH: Final = 1_000
"""Levels in a file brought in: far beyond what anybody draws, so that what was exported comes
back as it was. A deeper file is refused."""
IMPORT_ROUNDS: Final = 50
"""Times that a file is faced with a tree again, each refusal moving others: honest ones need 3."""
IMPORT_ELEMENTS: Final = 200_000
"""Elements in an XML file brought in: styles and rich notes take dozens for each node."""
IMPORT_QUOTES: Final = 500_000
"""Quotes, or references, looked at again in an XML file that is ill written: a microsecond each."""
HTML_CHARS: Final = 100_000
HTML_TAGS: Final = 3_000
"""In one piece of HTML; a longer one is left as it is written."""
IMPORT_SIGNS: Final = 60_000
"""Signs of Markdown read in a file brought in, twenty for each idea of a full canvas: each takes a
hundred times longer than a letter. Beyond, they are left among the words."""
IMPORT_FRAMES: Final = 30_000
"""Bars of tables, lines of quotes and of addresses in a Markdown file, ten for each idea of a full
canvas: each takes three times longer than a line of words. A file that has more is refused."""
BLOCK_SIGNS: Final = 500
"""Brackets, quotes of code and tags read in one paragraph: for each that opens something, all that
follows may be looked at. Beyond, they are left among the words too."""
IDEA_COLUMNS: Final = 100
"""Columns of one line of an OPML outline; the others are told, and left out."""
TEMPLATE_BYTES: Final = 256 * 1024
"""A YAML template."""
TEMPLATE_DEPTH: Final = 20
"""Nested levels in a YAML template."""
TEMPLATE_NODES: Final = 20_000
"""Nodes in a YAML template (a 306-byte bomb of anchors makes 9⁹)."""
REQUEST_BYTES: Final = 64 * 1024
"""Body of a JSON request to our routes (imports apart)."""

# --- The image behind a map ---------------------------------------------------------------
BACKGROUND_UPLOAD_BYTES: Final = 8 * 1024 * 1024
"""A file of image brought in: the photograph of a telephone is 3 to 6 MB."""
BACKGROUND_PIXELS: Final = 20_000_000
"""Pixels of it, read in its head before anything is decoded: a telephone takes 12 million, a
scanned A3 at 150 dpi is 4 million. Decoded, each takes four bytes."""
BACKGROUND_SIDE_PX: Final = 2_400
"""Longest side of the image kept: sharp on a projector, and when one looks twice as near."""
BACKGROUND_BYTES: Final = 1024 * 1024
"""Bytes of the image kept: six seconds at 1.5 Mbit/s, once for each browser."""
BACKGROUND_S: Final = 30.0
"""Seconds to read an image and write it anew; 20 million pixels take two on a machine at rest."""
BACKGROUNDS_PER_CANVAS: Final = 12
"""Images kept of one canvas, the one shown and those that undoing may bring back."""
BACKGROUNDS_AT_ONCE: Final = 30
"""Images that a dossier may bring in at once: a workshop of fifteen tables, twice each."""
BACKGROUND_EVERY_S: Final = 60.0
"""Seconds between two of those that come after."""
BACKGROUND_ALT_CHARS: Final = FIELD_TEXT_CHARS
"""Characters to say what it shows: a sentence or two."""

# --- Sketches -----------------------------------------------------------------------------
SKETCH_BYTES: Final = 300 * 1024
"""Bytes of one version kept: a drawing takes 30,000, and it is sent again at each stroke drawn on
top of it. A photograph brought in is made lighter until it fits."""
SKETCHES_PER_CANVAS: Final = 60
"""Versions kept of the sketch of a canvas, the newest: an afternoon of ten tables."""
SKETCH_SENTENCES_AT_ONCE: Final = 60
"""Sentences without a drawing that a dossier may keep at once: a workshop of fifteen tables, four
times each. They spend nothing of what images may."""
SKETCH_SENTENCE_EVERY_S: Final = 20.0
"""Seconds between two of those that come after."""
SKETCH_STAMPS: Final = 200
"""Pictograms stamped on one sketch: those beyond are not drawn."""

# --- A backup brought back (python -m capacities restore) ---------------------------------
RESTORE_ENTRIES: Final = 100
"""Files in a backup: one for each table, ten times over."""
RESTORE_MANIFEST_BYTES: Final = 64 * 1024
"""What says which tables a backup holds, in JSON: ours is 400 bytes."""
RESTORE_DATA_BYTES: Final = 2 * DOCUMENT_BYTES
"""One state or update of a document: what a room takes last may go beyond DOCUMENT_BYTES."""
RESTORE_LINE_BYTES: Final = 64 * 1024 * 1024
"""One row of a table in JSON: such a state and its summary in base64, with room to spare."""
RESTORE_RATIO: Final = 100
"""How many times its size in the backup a table may take: ours, in base64, take two to ten."""
RESTORE_ANY_RATIO_BYTES: Final = 256 * 1024 * 1024
"""Size below which a table may be as compressed as it likes. There is no bound to the whole: it
is that of the file, so that the backup of the largest installation comes back."""

# --- Files read and made by processes apart -----------------------------------------------
IMPORT_S: Final = 30.0
"""Seconds to read a file brought in and face it with its canvas: honest ones take two at most on
a machine at rest, and readers give way to all else."""
EXPORT_S: Final = 30.0
"""Seconds to make the files of one canvas; the fullest takes two on a machine at rest."""
APART_MEMORY_BYTES: Final = 512 * 1024 * 1024
"""Addresses that a worker may ask for: 340 MB for the largest image, 130 more once it has written
a workbook, whose libraries reserve much that they do not use."""
APART_KEPT_BYTES: Final = 96 * 1024 * 1024
"""Memory that a worker still holds after a job, beyond which it is not kept; at rest it has 35."""
APART_CPU_S: Final = 10
"""Seconds that a worker may compute for one job, however long it waits for a busy machine: the
fullest canvas, or the biggest honest file, takes two or three."""
APART_NICE: Final = 10
"""How much a worker gives way to the rooms, from 0 to 19."""
WAITING_PER_DOSSIER: Final = 200
"""People of one dossier who wait for a file of one kind: a plenary that clicks all at once."""
WAITING_S: Final = 90.0
"""Seconds that one waits for one's turn: browsers wait longer, and people do not."""
SLOW_TURN_S: Final = 5.0
"""Seconds that one's turn lasts, beyond which those of one's dossier wait for all the others."""
SLOW_DOSSIER_S: Final = 600.0
"""Seconds during which they do, from the end of that turn."""
FILE_IN_MEMORY_BYTES: Final = 64 * 1024
"""A file made, beyond which it is on the disk until it is sent."""
FILE_CHUNK_BYTES: Final = 128 * 1024
"""Bytes sent or kept at once of a file made: from this size on, Starlette compresses in a thread
of its own what browsers accept compressed, and not on the event loop."""
UNSENT_BYTES: Final = 1024 * 1024 * 1024
"""Disk of the files made and not yet sent; a dossier has at most what the others leave free."""
SENDING_STALL_S: Final = 30.0
"""Seconds that a client may take to accept FILE_CHUNK_BYTES before it is hung up on."""
SENDING_S: Final = 600.0
"""Seconds to send a whole file: 100 MB at 1.5 Mbit/s."""
UPLOADS_BYTES: Final = 64 * 1024 * 1024
"""Memory of the files brought in that wait for their turn; shared as UNSENT_BYTES is."""
UPLOAD_S: Final = 120.0
"""Seconds to receive a file: IMPORT_BYTES at 0.4 Mbit/s."""

# --- What is not kept for ever (python -m capacities purge) -------------------------------
REVOKED_LINK_DAYS: Final = 30
"""Days a revoked link, and who came by it, are remembered: « mes dossiers » says why."""
ARCHIVE_DAYS: Final = 30
"""Days the past states of a canvas are kept: what was erased from it must go in the end."""
BACKGROUND_DAYS: Final = ARCHIVE_DAYS
"""Days an image that its map no longer shows is kept: undoing, or going back to a past day, shows
it again."""
REPLACED_COOKIE_DAYS: Final = 30
"""Days a replaced cookie is remembered after it opens nothing: a page left open is then told to
be loaded again, not that one is out."""
DELETION_DAYS: Final = SESSION_DAYS
"""Days the identifier of a deleted dossier is kept, for the devices that hold a copy of it: after
as long without a visit they are forgotten themselves."""
OFFLINE_PAGE_CHARS: Final = 200_000
"""Characters of what a page is given that a browser keeps of each canvas, or vote, to open it again
without network: ten times the largest of ours. Beyond, it only opens with the network."""
OFFLINE_VOTES: Final = 10
"""Votes that a browser keeps so, the last ones: two fifths, at most, of what the smallest gives a
site to remember by name."""
EXAMPLE_DAYS: Final = 90
"""Days an example dossier is kept after the last change or vote in it, unless renamed."""
