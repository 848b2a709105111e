"""MPP Digital, one shared public-service platform for every kabupaten/kota."""
