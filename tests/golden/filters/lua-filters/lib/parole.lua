return {hello = 'Ciao'}
