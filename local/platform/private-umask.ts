/**
 * Imported first by every program that writes into a data folder: whatever it makes, and what its children make, only its owner can
 * read, in whatever folder. Windows has no such modes.
 */
process.umask(0o077)
