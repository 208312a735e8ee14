function Link() return {} end
function BulletList() return {} end
