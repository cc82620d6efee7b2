module job

go 1.24
