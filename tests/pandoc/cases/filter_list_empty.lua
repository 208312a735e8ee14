return {{}}
